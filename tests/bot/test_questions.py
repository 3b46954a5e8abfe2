"""A message with several questions is parted into them; one question stays whole."""

from __future__ import annotations

import pytest

from bot.plan import split_questions


@pytest.mark.parametrize(
    ("message", "questions"),
    [
        ("What is QT? And is it still running?", ("What is QT?", "is QT still running?")),
        ("What is QT and is it still running?", ("What is QT", "is QT still running?")),
        ("什么是缩表？现在停了吗？另外SOFR多少", ("什么是缩表?", "缩表现在停了吗?", "另外SOFR多少")),
        ("請問縮表是什麼？還在進行嗎？", ("請問縮表是什麼?", "縮表還在進行嗎?")),
        ("1. What is QT? 2. When did it end? 3. SOFR now?", ("What is QT?", "When did QT end?", "SOFR now?")),
        ("①什么是TGA ②净流动性怎么算", ("什么是TGA", "净流动性怎么算")),
        ("Is the Fed still doing QT? And the ECB?", ("Is the Fed still doing QT?", "Is ECB still doing QT?")),
        ("美联储还在缩表吗？那日本央行呢？", ("美联储还在缩表吗?", "日本央行还在缩表吗?")),
        ("SOFR现在多少？IORB呢？", ("SOFR现在多少?", "IORB现在多少?")),
        ("What is SOFR? How high is it now?", ("What is SOFR?", "How high is SOFR now?")),
        ("缩表是什么意思？对美股有什么影响？", ("缩表是什么意思?", "缩表对美股有什么影响?")),
        ("QT是什么？现在 SOFR 是多少？", ("QT是什么?", "现在 SOFR 是多少?")),
        # what something is, and more of it
        ("What is IORB, and how can SOFR trade above it?", ("What is IORB", "how can SOFR trade above IORB?")),
        ("IORB是什么?SOFR为什么有时候会比它还高?", ("IORB是什么?", "SOFR为什么有时候会比IORB还高?")),
        ("什么是准备金利率,SOFR为什么会高过它?", ("什么是准备金利率", "SOFR为什么会高过准备金利率?")),
        (
            "What is the standing repo facility actually for, and is it a bad sign when it is used?",
            (
                "What is the standing repo facility actually for",
                "is standing repo facility a bad sign when it is used?",
            ),
        ),
        ("TGA是什么,涨上去为什么会抽走准备金?", ("TGA是什么", "TGA涨上去为什么会抽走准备金?")),
        ("净流动性是什么,怎么计算?", ("净流动性是什么", "净流动性怎么计算?")),
        (
            "What is the TGA and what happens to reserves when it is rebuilt?",
            ("What is the TGA", "what happens to reserves when TGA is rebuilt?"),
        ),
        ("Explain ON RRP and tell me how much is in it now.", ("Explain ON RRP", "tell me how much is in ON RRP now.")),
        (
            "When did QT2 start, how fast did it run and why was it slowed?",
            ("When did QT2 start", "how fast did QT2 run", "why was QT2 slowed?"),
        ),
        ("QT2什么时候开始的,每月缩多少,为什么要减速?", ("QT2什么时候开始的", "QT2每月缩多少", "QT2为什么要减速?")),
        # a wish is a question
        (
            "How do I read the H.4.1? I only want to know whether the balance sheet is shrinking.",
            ("How do I read the H.4.1?", "I only want to know whether the balance sheet is shrinking."),
        ),
        ("H.4.1报表怎么看?我就想知道资产负债表有没有在缩。", ("H.4.1报表怎么看?", "我就想知道资产负债表有没有在缩。")),
        # the bank, or what is named by no series
        ("欧洲央行的APP和PEPP分别是什么?现在还在缩吗?", ("欧洲央行的APP和PEPP分别是什么?", "欧洲央行现在还在缩吗?")),
        ("美联储为什么会亏钱?亏损会不会逼它停止收紧?", ("美联储为什么会亏钱?", "亏损会不会逼美联储停止收紧?")),
        (
            "What is the deferred asset on the Fed's books? Does it mean the Fed is bankrupt?",
            ("What is the deferred asset on the Fed's books?", "Does deferred asset mean the Fed is bankrupt?"),
        ),
        # more of the same market, and a date that is no thing
        ("QT2期间标普500表现怎样?VIX呢?", ("QT2期间标普500表现怎样?", "QT2期间VIX表现怎样?")),
        (
            "How did gold do while QT ran? And bitcoin?",
            ("How did gold do while QT ran?", "How did bitcoin do while QT ran?"),
        ),
        ("ON RRP是什么?那些钱后来去哪了?", ("ON RRP是什么?", "ON RRP那些钱后来去哪了?")),
        ("难道美联储不是在偷偷QE吗?RMP到底是什么?", ("难道美联储不是在偷偷QE吗?", "RMP到底是什么?")),
    ],
)
def test_several_questions(message: str, questions: tuple[str, ...]) -> None:
    assert split_questions(message) == questions


@pytest.mark.parametrize(
    "message",
    [
        "Is QT over? Why or why not?",
        "What was SOFR on 31 December 2025, and how far above IORB was it?",
        "2025年12月31日SOFR是多少？比IORB高多少？",
        "缩表中途放慢过几次？分别是什么时候？",
        "一边加息一边买短债？这不矛盾吗？",
        "QT 结束了吗？为什么？",
        "I'm new to this desk. What is QT?",
        "Bond funds fell again?? Why does QT raise yields?",
        "Total assets fall $60bn and the TGA rises $20bn. What happens to net liquidity, and what does it suggest?",
        "总资产减少600亿美元。TGA增加200亿美元。净流动性变化多少？",
        "What is the difference between QT and QE, and which is stronger?",
        "缩表和加息有什么区别，哪个更厉害？",
        "Does the PBoC do QT? Is it the same as what the Fed did?",
        "QT took cash away, right? Isn't that so?",
        "SOFR 为什么高于 IORB",
        "Explain the U.S. balance sheet vs. the ECB's.",
        "Hello! Could you help me? What is the TGA?",
        "RMP和QE差在哪里?不都是美联储买国债吗?",
        "缩表和QE不都是美联储在动债券吗?到底差在哪?",
        "准备金是什么?难道不是钱吗?",
        "美联储总资产历史最高是多少?哪一天?",
        "What was the all-time high of the Fed's total assets, and on what date?",
        "When did QT1 end, and how big was the balance sheet by then?",
        "What was the 10-year Treasury yield when QT2 started and when it ended?",
        "When a Treasury the Fed holds matures and isn't rolled over, where exactly does the money go?",
        "美联储放手的债最后由谁接盘?接盘的人不同,结果有什么不一样?",
        "Who ends up buying the bonds the Fed lets go, and why does it matter who it is?",
        "What is QT and why does it matter?",
        "美联储亏了多少钱?这和缩表有关吗?为什么?",
        "What's the debt ceiling got to do with reserves, and when was it last suspended?",
        "When was the ON RRP peak and how high was it?",
        "Total assets are $6.7tn, TGA $900bn, RRP $5bn. What is net liquidity, and is that high?",
        "缩表结束了,利率是不是就会降?不是说缩表推高利率吗?",
        "",
        # how it is to be told, and what the numbers given come to
        "缩表时TGA是怎么变的?能不能一步步讲给我听",
        "Reserves are $3.0tn and bank assets $25tn, what is the ratio? Is that low?",
        "准备金3万亿、银行资产25万亿美元,占比多少?这算不算低",
        "RMP和QE差在哪?看起来不都是央行在买吗",
        "TGA一变大为什么准备金就变少?钱不都还在美国吗",
        # what is stated, though with a word of a question in it
        "When a bond matures the Fed is paid. So does the TGA shrink, or reserves? I fail to see how banks matter.",
        "QE makes money. QT unmakes it, says one paper, what another calls a swap. Which is it?",
        "SRF用量大是不是有银行要出事?去年底用了那么多,也没见谁倒下",
        # two sides of one thing, a list, and what hangs on the answer
        "How much of the fall was runoff and how much was the TGA?",
        "Where in the H.4.1 do I find reserves, the TGA and reverse repos, and what comes first?",
        "What is the difference between the SRF and the ON RRP? Which one adds cash?",
        "Are Treasury buybacks adding liquidity? Or is it QE by another door?",
        "加息就等于重新缩表吗?不是的话两者能不能反着来?",
        "缩表是什么,为啥重要",
    ],
)
def test_one_question_stays_whole(message: str) -> None:
    assert split_questions(message) == (message,)


def test_at_most_five_and_nothing_is_lost() -> None:
    message = "What is QT? What is QE? What is SOFR? What is IORB? What is the TGA? What is the SRF?"
    parts = split_questions(message)
    assert len(parts) == 5
    assert parts[-1] == "What is the TGA? What is the SRF?"
