from tests.interview.terminal import *

def test_slice(tmp_path):
    with Terminal("interview", "--as-of", "2019-06-01", "--lang", "en", cwd=tmp_path) as t:
        t.wait("Question 1")
        t.wait("\n> ") if False else t.wait("Tab completes\n>")
        got = t.answer("scop", "Question 2")
        print(t.text())
        t.type(CTRL_D)
        t.wait("Save the profile as")
        t.type(ENTER)
        print(t.finish())
        print(t.text())
        assert 0
