// Notices what should not be sent, while a person types: the twin of helpdesk/sensitive.py, which decides.
const PESEL_WEIGHTS = [1, 3, 7, 9, 1, 3, 7, 9, 1, 3];
const CENTURIES = { 0: 1900, 20: 2000, 40: 2100, 60: 2200, 80: 1800 };
const LONGEST_KEY = 20000;
const PESEL = /(?<![0-9A-Za-z])[0-9]{6}[ -]?[0-9]{5}(?![0-9A-Za-z])/g;
const NRB = /(?<![0-9A-Za-z])(?:PL[ -]?)?[0-9]{2}(?:[ -]?[0-9]{4}){6}(?![0-9A-Za-z])/gi;
const IBAN = /(?<![0-9A-Za-z])(?!PL)[A-Z]{2}[0-9]{2}(?: ?[0-9A-Z]{4}){2,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])/g;
const PASSWORD = new RegExp(
  "(?<![\\p{L}\\p{N}_])(?:has[łl]o|password|passwd|passphrase|pwd|pass|kod dost[ęe]pu|pin)" +
    "(?: (?:do|dla|for)(?: [^\\s:=]{1,30}){1,3})?(?<sign> ?[:=] ?| (?:to|is) )(?<value>[^\\s\\[<][^\\s]{2,199})",
  "giud",
);
const TOKEN = new RegExp(
  "(?<![0-9A-Za-z_\\-])(?<value>gh[opsu]_[0-9A-Za-z]{30,255}|github_pat_[0-9A-Za-z_]{30,255}|glpat-[0-9A-Za-z_\\-]{20,255}" +
    "|xox[abp]-[0-9A-Za-z\\-]{10,255}|AKIA[0-9A-Z]{16}|AIza[0-9A-Za-z_\\-]{35}|sk-[0-9A-Za-z_\\-]{20,255}" +
    "|eyJ[0-9A-Za-z_\\-]{8,2000}\\.[0-9A-Za-z_\\-]{8,4000}\\.[0-9A-Za-z_\\-]{8,1000}" +
    ")|(?<![\\p{L}\\p{N}_])(?:token|api[ _\\-]?key|klucz api|bearer|secret)(?: ?[:=] ?| )" +
    "(?<named>(?=[^\\s]{0,60}[0-9])[0-9A-Za-z+\\/_=.\\-]{16,500})(?![0-9A-Za-z])",
  "giud",
);
const KEY_BEGINS = /-----BEGIN (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;
const KEY_ENDS = /-----END (?:[A-Z0-9]{1,12} ){0,3}PRIVATE KEY(?: BLOCK)?-----/g;

export function isPesel(digits) {
  const numbers = [...digits].map(Number);
  const sum = PESEL_WEIGHTS.reduce((total, weight, place) => total + weight * numbers[place], 0);
  if ((10 - (sum % 10)) % 10 !== numbers[10]) return false;
  const [year, month, day] = [0, 2, 4].map((place) => Number(digits.slice(place, place + 2)));
  const full = CENTURIES[Math.floor(month / 20) * 20] + year;
  const born = new Date(Date.UTC(full, (month % 20) - 1, day));
  return born.getUTCMonth() === (month % 20) - 1 && born.getUTCDate() === day;
}

export function isAccount(account) {
  const iban = (/^[0-9]+$/.test(account) ? `PL${account}` : account).toUpperCase();
  const moved = iban.slice(4) + iban.slice(0, 4);
  const digits = [...moved].map((sign) => parseInt(sign, 36)).join("");
  return BigInt(digits) % 97n === 1n && !/^0*$/.test(moved.slice(0, -4));
}

function isSecret(word) {
  const inside = word.replace(/[.,;:!?)]+$/, "").slice(1);
  return [...inside].some((sign) => !/\p{L}/u.test(sign) || /\p{Lu}/u.test(sign)) || /^\p{N}/u.test(word);
}

const plain = (text) => text.replace(/[ -]/g, "");

function* numbers(text) {
  for (const pattern of [NRB, IBAN]) {
    for (const match of text.matchAll(pattern)) {
      if (isAccount(plain(match[0]))) yield { what: "account", start: match.index, end: match.index + match[0].length };
    }
  }
  for (const match of text.matchAll(PESEL)) {
    if (isPesel(plain(match[0]))) yield { what: "pesel", start: match.index, end: match.index + match[0].length };
  }
}

function* secrets(text) {
  for (const match of text.matchAll(PASSWORD)) {
    const [start, end] = match.indices.groups.value;
    const isLast = !text.slice(end, end + 3).split("\n")[0].trim();
    if (isSecret(match.groups.value) || (isLast && ":=".includes(match.groups.sign.trim()))) yield { what: "password", start, end };
  }
  for (const match of text.matchAll(TOKEN)) {
    const [start, end] = match.indices.groups.value ?? match.indices.groups.named;
    yield { what: "key", start, end };
  }
}

function* keys(text) {
  let place = 0;
  for (;;) {
    KEY_BEGINS.lastIndex = place;
    const begin = KEY_BEGINS.exec(text);
    if (!begin) return;
    KEY_ENDS.lastIndex = KEY_BEGINS.lastIndex;
    const limit = Math.min(text.length, KEY_BEGINS.lastIndex + LONGEST_KEY);
    const end = KEY_ENDS.exec(text.slice(0, limit));
    place = end ? KEY_ENDS.lastIndex : limit;
    yield { what: "key", start: begin.index, end: place };
  }
}

export function find(text) {
  const found = [...keys(text), ...numbers(text), ...secrets(text)];
  found.sort((one, other) => one.start - other.start || other.end - one.end);
  const kept = [];
  for (const one of found) if (!kept.length || one.start >= kept.at(-1).end) kept.push(one);
  return kept;
}

export function remove(text, words) {
  let place = 0;
  let clean = "";
  for (const one of find(text)) {
    clean += text.slice(place, one.start) + words[one.what];
    place = one.end;
  }
  return clean + text.slice(place);
}
