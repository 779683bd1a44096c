// What somebody pastes to be read: an address, HTML, a report, or too little to be one.
const LEAST = 40; // characters of a text in which somebody can do or say something

export const isAddress = (text: string) => /^\s*https?:\/\/\S+\s*$/i.test(text);
export const isHtml = (text: string) => /^\s*<(!doctype|html|body|article|div|p|h1)\b/i.test(text);

export function tooLittle(text: string): string | null {
  if (text.trim().length >= LEAST || isHtml(text)) return null;
  return "That is too little to read: a report has at least a sentence that says who did or said what.";
}

const MONTHS = "january february march april may june july august september october november december".split(" ");
const NAMED = `(?:${MONTHS.map((month) => month.slice(0, 3)).join("|")})[a-z]{0,6}`;
const FIRST = 600; // characters at whose beginning a report gives its day
const FORMS = [
  /\b(?<y>\d{4})-(?<m>\d{2})-(?<d>\d{2})\b/,
  new RegExp(`\\b(?<d>\\d{1,2})\\.? (?<name>${NAMED})\\.?,? (?<y>\\d{4})\\b`, "i"),
  new RegExp(`\\b(?<name>${NAMED})\\.? (?<d>\\d{1,2}),? (?<y>\\d{4})\\b`, "i"),
];

// The first full date that a report gives of itself; null where it gives none.
export function proposedDay(text: string): string | null {
  const head = text.slice(0, FIRST);
  const found = FORMS.map((form) => form.exec(head)).filter((hit) => hit !== null);
  const [first] = found.sort((a, b) => a.index - b.index);
  if (!first?.groups) return null;
  const { y, m, d, name } = first.groups;
  const month = name ? MONTHS.findIndex((one) => one.startsWith(name.slice(0, 3).toLowerCase())) + 1 : Number(m);
  const day = new Date(Date.UTC(Number(y), month - 1, Number(d)));
  return day.getUTCDate() === Number(d) && day.getUTCMonth() === month - 1 ? day.toISOString().slice(0, 10) : null;
}
