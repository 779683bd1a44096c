// A claim of a report as a footnote, as Markdown, as BibTeX, and as a W3C Web Annotation.
import type { Article, Span } from "../api";

export interface Claim {
  article: Article;
  item: string;
  spans: Span[];
  words: string;
  chain: string[]; // innermost first, the publisher last
  address: string; // where the page shows it
  read: string; // what read it
}

const CONTEXT = 32; // characters around the words by which an annotation finds them again

const day = (article: Article) => article.published?.slice(0, 10) ?? "no date";
const named = (article: Article) => article.title ?? "Untitled report";
const source = (claim: Claim) => (claim.chain.length > 1 ? claim.chain.slice(0, -1).join(", via ") : "");
const where = (claim: Claim) => (/^https?:\/\//i.test(claim.article.url ?? "") ? claim.article.url! : claim.address);

export function footnote(claim: Claim): string {
  const by = [claim.article.author, claim.article.publisher].filter(Boolean).join(", ") || "No publisher";
  const said = source(claim) ? `, according to ${source(claim)}` : "";
  return `“${claim.words}”${said}. ${by}, “${named(claim.article)},” ${day(claim.article)}, ${where(claim)}.`;
}

const plain = (text: string) => text.replace(/([\\`*_[\]<>])/g, "\\$1").replace(/\s+/g, " ");

export function markdown(claim: Claim): string {
  const said = source(claim) ? `${plain(source(claim))}, in ` : "";
  const title = `[${plain(named(claim.article))}](${encodeURI(claim.address)})`;
  const publisher = plain(claim.article.publisher ?? "no publisher");
  return `> ${plain(claim.words)}\n>\n> — ${said}${publisher}, ${title}, ${day(claim.article)}`;
}

const braced = (text: string) =>
  `{${text
    .replace(/[\\{}]/g, "")
    .replace(/([&%$#_])/g, "\\$1")
    .replace(/\s+/g, " ")}}`;

export function bibtex(claim: Claim): string {
  const { article } = claim;
  const fields: [string, string | null | undefined][] = [
    ["title", braced(named(article))],
    ["author", article.author && braced(article.author)],
    ["organization", article.publisher && braced(article.publisher)],
    ["date", article.published && braced(day(article))],
    ["url", `{${where(claim).replace(/[{}\s]/g, encodeURIComponent)}}`],
    ["note", braced(`“${claim.words}”${source(claim) ? ` (${source(claim)})` : ""}`)],
  ];
  const lines = fields.filter(([, value]) => value).map(([name, value]) => `  ${name} = ${value}`);
  return `@online{dragoman-${article.id}-${claim.item},\n${lines.join(",\n")}\n}`;
}

// https://www.w3.org/TR/annotation-model/; positions count characters, as the model asks.
export function annotation(claim: Claim): string {
  const characters = Array.from(claim.article.text);
  const selectors = claim.spans.flatMap(({ start, end }) => [
    {
      type: "TextQuoteSelector",
      exact: characters.slice(start, end).join(""),
      prefix: characters.slice(Math.max(0, start - CONTEXT), start).join(""),
      suffix: characters.slice(end, end + CONTEXT).join(""),
    },
    { type: "TextPositionSelector", start, end },
  ]);
  const out = {
    "@context": "http://www.w3.org/ns/anno.jsonld",
    id: claim.address,
    type: "Annotation",
    motivation: "highlighting",
    generator: { type: "Software", name: "Dragoman", version: claim.read },
    body: [
      { type: "TextualBody", format: "text/plain", value: `According to ${claim.chain.join(" < ") || "the report"}` },
    ],
    target: { source: where(claim), selector: selectors },
  };
  return JSON.stringify(out, null, 2);
}

export const FORMS: [string, (claim: Claim) => string][] = [
  ["Footnote", footnote],
  ["Markdown", markdown],
  ["BibTeX", bibtex],
  ["W3C annotation", annotation],
];
