/** The compound surnames that are common enough to meet on a list; any other name has a surname of one character. */
const COMPOUND_SURNAMES: ReadonlySet<string> = new Set(
  (
    '欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 慕容 ' +
    '仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁 拓跋 夹谷 轩辕 令狐 ' +
    '段干 百里 呼延 东郭 南门 羊舌 微生 公户 公玉 公仪 梁丘 公仲 公上 公门 公山 公坚 左丘 公伯 西门 公祖 第五 公乘 贯丘 公皙 ' +
    '南荣 东里 东宫 仲长 子书 子桑 即墨 达奚 褚师 歐陽 司馬 東方 諸葛 尉遲 長孫'
  ).split(' '),
);

/**
 * Rule §6: the surname and one star: 张三 → 张*, 欧阳修 → 欧阳*. A name of two characters keeps one, also where both
 * together look like a compound surname; a name in other letters or with a middle dot keeps its first character.
 */
export function maskName(name: string): string {
  const characters = [...name.trim()];
  const first = characters.slice(0, 2).join('');
  if (characters.length > 2 && COMPOUND_SURNAMES.has(first)) return `${first}*`;
  return characters.length === 0 ? '*' : `${characters[0] ?? ''}*`;
}

/**
 * Rule §6: the first character of an ID number and nothing else. Anything more can be filled up: region, birth date and
 * gender are known of most people, the check digit follows from the rest.
 */
export function maskIdNumber(idNumber: string): string {
  return idNumber.slice(0, 1) + '*'.repeat(Math.max(0, idNumber.length - 1));
}

/** The last four characters, where the holder wants them on the own certificate. */
export function lastFourOfIdNumber(idNumber: string): string {
  return '*'.repeat(Math.max(0, idNumber.length - 4)) + idNumber.slice(-4);
}

/** Rule §6: 138****5678. Anything too short is hidden whole. */
export function maskPhone(phone: string): string {
  return maskMiddle(phone, 3, 4);
}

/** A digit, also as an input method writes it in full width. */
const DIGIT = '[0-9０-９]';
/** People part long numbers by spaces. */
const GAP = '\\s?';
/** An ID number, whole, of the old length or with a digit or two left out, or a mobile number, somewhere in a text. */
const NUMBERS = new RegExp(
  `(?<!${DIGIT})(?:(?:${DIGIT}${GAP}){14,17}[0-9０-９XxＸｘ]|[1１]${GAP}[3-9３-９](?:${GAP}${DIGIT}){9})(?!${DIGIT})`,
  'g',
);

/** A text with stars for every ID and phone number in it, however it is parted. */
export function withoutNumbers(text: string): string {
  return text.replace(NUMBERS, (number) => '*'.repeat(number.length));
}

/**
 * A reason as it may go into the audit log, where nothing can be taken back: texts known of the person become 〔略〕, ID and
 * phone numbers become stars.
 */
export function withoutPerson(text: string, known: readonly (string | null | undefined)[]): string {
  const named = known.filter((word): word is string => word !== null && word !== undefined && word !== '');
  return withoutNumbers(named.reduce((rest, word) => rest.replaceAll(word, '〔略〕'), text));
}

function maskMiddle(text: string, head: number, tail: number): string {
  const hidden = text.length - head - tail;
  if (hidden < 1) return '*'.repeat(text.length);
  return text.slice(0, head) + '*'.repeat(hidden) + text.slice(-tail);
}
