import type { SeededRandom } from './random';

export interface DemoPerson {
  readonly name: string;
  readonly gender: 'MALE' | 'FEMALE';
  /** Valid by its check digit, with the region code of the district and a serial of our own: it belongs to nobody. */
  readonly idNumber: string;
  readonly phone: string;
  readonly politicalStatus: string;
  readonly occupation: string;
  readonly skills: readonly string[];
  readonly age: number;
}

const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文',
  '欧阳',
  '司马',
  '上官',
  '诸葛',
];
const maleNames = [...'伟强磊军洋勇杰涛明超刚平辉鹏华飞鑫波斌宇浩凯健俊帆帅旭宁龙林欢建国志刚文博海涛永生德福'];
const femaleNames = [
  ...'芳娜敏静丽艳娟霞秀英华慧巧美娜静淑惠珠翠雅芝玉萍红娥玲芬燕彩春菊兰凤洁梅琳素云莲真环雪荣爱妹香月莺媛',
];
const middle = [...'小晓建文志海玉春秀永国淑桂红金立长庆德明丽佳思雨子梓'];
const politicalStatuses = [
  ['PARTY_MEMBER', 24],
  ['LEAGUE_MEMBER', 9],
  ['MASSES', 67],
] as const;
const occupations = [
  '退休',
  '退休',
  '退休',
  '教师',
  '医护人员',
  '个体经营',
  '企业职工',
  '企业职工',
  '机关干部',
  '社区工作者',
  '学生',
  '自由职业',
  '物业人员',
  '司机',
];
const skills = [
  '摄影',
  '急救',
  '文艺',
  '书法',
  '维修',
  '心理疏导',
  '法律咨询',
  '驾驶',
  '烹饪',
  '手语',
  '绿化园艺',
  '计算机',
  '宣讲',
  '乒乓球',
];

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_CHARACTERS = '10X98765432';
const REGION_CODE = '220402';
/** Under 14: a guardian has to consent. */
const CHILD_AGE = 12;

function checkCharacter(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECK_CHARACTERS.charAt(sum % 11);
}

function birthDateOf(random: SeededRandom, age: number, year: number): string {
  const month = String(random.between(1, 12)).padStart(2, '0');
  const day = String(random.between(1, 28)).padStart(2, '0');
  return `${year - age - 1}${month}${day}`;
}

/** Most volunteers of a street are between 45 and 75; some are students. */
function ageOf(random: SeededRandom): number {
  if (random.chance(4)) return random.between(14, 17);
  if (random.chance(14)) return random.between(18, 35);
  if (random.chance(35)) return random.between(36, 55);
  return random.between(56, 76);
}

function politicalStatusOf(random: SeededRandom, age: number): string {
  if (age < 18) return random.chance(50) ? 'LEAGUE_MEMBER' : 'MASSES';
  let left = random.between(1, 100);
  for (const [status, share] of politicalStatuses) {
    left -= share;
    if (left <= 0) return status;
  }
  return 'MASSES';
}

const ELDER_AGE = 76;

/**
 * The person with this serial number.
 *
 * @param serial 0..99,999; makes ID number and phone unique.
 * @param year the year the ages are true in.
 */
export function makePerson(random: SeededRandom, serial: number, year: number): DemoPerson {
  return makePersonOf(random, serial, { year, age: null });
}

/** A child of a person: twelve years old, with the same surname. */
export function makeChild(random: SeededRandom, serial: number, parent: DemoPerson, year: number): DemoPerson {
  const child = makePersonOf(random, serial, { year, age: CHILD_AGE });
  const surname = surnames.find((one) => one.length > 1 && parent.name.startsWith(one)) ?? parent.name.slice(0, 1);
  const ownSurname = surnames.find((one) => one.length > 1 && child.name.startsWith(one)) ?? child.name.slice(0, 1);
  const name = `${surname}${child.name.slice(ownSurname.length)}`;
  return { ...child, name, phone: parent.phone, occupation: '学生', skills: [], politicalStatus: 'MASSES' };
}

/** Somebody of great age. */
export function makeElder(random: SeededRandom, serial: number, year: number): DemoPerson {
  return { ...makePersonOf(random, serial, { year, age: ELDER_AGE }), skills: [] };
}

function makePersonOf(
  random: SeededRandom,
  serial: number,
  { year, age: given }: { readonly year: number; readonly age: number | null },
): DemoPerson {
  const gender = random.chance(45) ? 'MALE' : 'FEMALE';
  const givenNames = gender === 'MALE' ? maleNames : femaleNames;
  const name = random.pick(surnames) + (random.chance(70) ? random.pick(middle) : '') + random.pick(givenNames);
  const age = given ?? ageOf(random);
  // The three serial digits of an ID number repeat per birth date; odd is male. The day of birth spreads the rest.
  const order = (serial % 499) * 2 + (gender === 'MALE' ? 1 : 0);
  const first17 = `${REGION_CODE}${birthDateOf(random, age, year)}${String(order).padStart(3, '0')}`;
  return {
    name,
    gender,
    idNumber: first17 + checkCharacter(first17),
    phone: `1990000${String(serial).padStart(4, '0').slice(-4)}`,
    politicalStatus: politicalStatusOf(random, age),
    occupation: age < 18 ? '学生' : age > 60 ? '退休' : random.pick(occupations),
    skills: random.sample(skills, random.between(0, 3)),
    age,
  };
}

/** `count` different people: a draw whose ID number was drawn before is drawn again. */
export function makePeople(random: SeededRandom, count: number, year: number): readonly DemoPerson[] {
  const people: DemoPerson[] = [];
  const known = new Set<string>();
  while (people.length < count) {
    const person = makePerson(random, people.length, year);
    if (known.has(person.idNumber)) continue;
    known.add(person.idNumber);
    people.push(person);
  }
  return people;
}
