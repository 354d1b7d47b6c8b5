"use strict";
(() => {
  const fold = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();
  const table = document.querySelector("table"), body = table.tBodies[0];
  const form = document.getElementById("controls"), count = document.getElementById("count");
  const rows = [...body.rows].map((row) => ({ row, text: fold([...row.cells].map((one) => one.textContent).join(" ")) }));
  const selects = [...form.querySelectorAll("select")];
  const value = (row, place) => row.cells[place].dataset.value ?? row.cells[place].textContent.trim();
  const filter = () => {
    const words = fold(document.getElementById("search").value).split(" ");
    let shown = 0;
    for (const { row, text } of rows) {
      const passes = words.every((word) => text.includes(word))
        && selects.every((one) => !one.value || row.cells[one.dataset.place].textContent.trim() === one.value);
      row.hidden = !passes;
      shown += passes;
    }
    count.textContent = count.dataset.template.replace("{shown}", shown).replace("{count}", rows.length)
      + (shown ? "" : " – " + count.dataset.none);
  };
  const compare = new Intl.Collator(document.documentElement.lang, { numeric: true }).compare;
  const sort = (head, place) => {
    const down = head.getAttribute("aria-sort") === "ascending";
    for (const one of table.tHead.rows[0].cells) one.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", down ? "descending" : "ascending");
    const number = body.querySelector(`:scope > tr > :nth-child(${place + 1}).number`) !== null;
    const order = (a, b) => {
      const [x, y] = [value(a.row, place), value(b.row, place)];
      if (!x || !y) return (x ? 0 : 1) - (y ? 0 : 1);
      return (number ? Number(x) - Number(y) : compare(x, y)) * (down ? -1 : 1);
    };
    body.append(...[...rows].sort(order).map((one) => one.row));
  };
  [...table.tHead.rows[0].cells].forEach((head, place) => {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.dataset.label;
    button.title = head.dataset.sort;
    button.addEventListener("click", () => sort(head, place));
    head.replaceChildren(button);
  });
  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  const buttons = [...table.tHead.querySelectorAll("button")];
  let closed = [];
  window.addEventListener("beforeprint", () => {  // repeated headers show no buttons
    closed = [...body.querySelectorAll("details:not([open])")];
    for (const one of closed) one.open = true;
    for (const one of buttons) one.replaceWith(one.textContent);
  });
  window.addEventListener("afterprint", () => {
    for (const one of closed) one.open = false;
    [...table.tHead.rows[0].cells].forEach((head, place) => head.replaceChildren(buttons[place]));
  });
  form.hidden = false;
})();
