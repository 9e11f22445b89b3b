/** What a member looks like in the document, where its field does not say it: by what it is called, and by its kind. */
interface Shape {
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Shape;
  readonly $ref?: string;
  readonly allOf?: readonly unknown[];
  readonly oneOf?: readonly unknown[];
}

const ID = '01900000-0000-7000-8000-000000000000';
const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';

const BY_FORMAT: Readonly<Record<string, unknown>> = {
  uuid: ID,
  'date-time': '2026-11-28T09:00:00+08:00',
  date: '2026-11-28',
};

/** Where one name is several things, what the description says decides. */
const BY_WORD: readonly (readonly [RegExp, unknown])[] = [
  [/姓名/, '王敏'],
  [/打卡码/, '482913'],
  [/校验码/, '7F3A-9C2E-41BD'],
  [/原因代码/, 'DIVISION_CLOSED'],
];

/** Whole names first, then how a name ends; the same word means the same thing all over the document. */
const BY_NAME: Readonly<Record<string, unknown>> = {
  reason: '本人到社区居委会提出，已当面核实',
  next: 'MjAyNi0xMS0yOFQwOTowMDowMA',
  after: 'MjAyNi0xMS0yOFQwOTowMDowMA',
  message: '平时周末有空，愿意参加河道巡查',
  sentence: '本场已延长到 11:30，请现场负责人知悉。',
  sentences: ['本场已延长到 11:30，请现场负责人知悉。'],
  warnings: ['签名密钥与数据在同一块盘上，请另存一份到别处。'],
  explanation: ['09:00 签到，11:00 签退，计 120 分钟'],
  why: ['打卡时间按新规则取整'],
  name: '幸福社区',
  password: '一句只有您知道的长话',
  newPassword: '另一句只有您知道的长话',
  address: '幸福路 12 号 3 单元 401 室',
  answer: '已按身份证更正',
  description: '每周六上午在护城河沿岸巡查',
  evidence: '签到表照片一张，存社区居委会档案柜',
  code: '370102001',
  note: '现场照片与签到表相符',
  username: 'wang.min',
  displayName: '王敏',
  occupation: '退休教师',
  source: '街道办〔2026〕3 号文',
  grounds: '签到表上有本人签名',
  label: '国庆节',
  id: ID,
  key: 'RIVER_PATROL',
  ticket: 'c2lnbi1pbi10aWNrZXQ',
  token: 'aW52aXRhdGlvbi10b2tlbg',
  role: 'COMMUNITY_STAFF',
  roles: ['GRID_HEAD'],
  root: HASH,
  seed: '2026 年第三季度抽查种子',
  sha256: HASH,
  idNumber: '110101199003070017',
  link: 'https://volunteer.example.cn/scan#482913',
  url: 'https://volunteer.example.cn/verify',
  path: '/370102/001/003/',
  column: '手机号码',
  phone: '13800000000',
  contact: '0531-88880000',
  partnerUnit: '区图书馆',
  unit: '分钟',
  deviceId: 'd41d8cd98f00b204',
  card: 'V0000000018',
  conditions: '全年服务不少于 20 小时',
  certificateNo: '370102001-2026-000045',
  tree: 'entry/07',
  queue: 'service-hours',
  job: 'service-hours.compute-record',
  skills: ['急救'],
  version: '2026-1',
  body: { version: '2026-1', effectiveFrom: '2026-12-01' },
  policy: { version: '2026-1', effectiveFrom: '2026-12-01' },
  snapshot: { policyVersion: '2026-1', seed: '2026 年度评选种子' },
  details: { count: 3 },
  entry: { accountKind: 'SERVICE_MINUTES', seq: 7, amount: 120 },
  result: { id: ID },
  minutesByGrade: { A: 120 },
  findings: [{ table: 'ledger_entry', seq: 7 }],
  errors: [{ field: 'phone', message: '手机号码格式不对。' }],
  field: 'phone',
  title: '护城河周末巡查',
  month: '2026-10',
  svg: '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
  mediaType: 'image/jpeg',
  category: 'RIVER_PATROL',
  flags: ['LONG_SPAN'],
  requestId: 'req-7f3a',
  basisDocument: '街道办〔2026〕12 号文',
  purpose: '求职',
  from: '08:30',
  until: '17:30',
  accessToken: 'eyJhbGciOiJIUzI1NiJ9.e30.c2lnbmF0dXJl',
  refreshToken: 'cmVmcmVzaC10b2tlbg',
  csrfToken: 'Y3NyZi10b2tlbg',
  totpCode: '482913',
  digits: '482913',
  pin: '482913',
  device: 'Chrome，Windows',
  leaderSignature: '王敏',
  witnessSignature: '李芳',
  secret: 'JBSWY3DPEHPK3PXP',
  recoveryCodes: ['7F3A-9C2E'],
  contactPhone: '0531-88880000',
  DISTRICT: '区',
  STREET: '街道',
  COMMUNITY: '社区',
  GRID: '网格',
  BUILDING: '楼栋',
  UNIT: '单元',
  GRID_HEAD: '网格长',
  UNIT_HEAD: '单元长',
  relation: '配偶',
  value: '13800000000',
  textVersion: '2026-1',
  providerId: 'staff-gateway',
  position: '巡查员',
  method: 'SCAN',
  cause: 'OVERLAPPING',
  actorId: ID,
  action: 'volunteers.reveal-phone',
  subjectKind: 'VOLUNTEER',
  remoteAddress: '10.0.0.8',
  item: '入户走访',
  kind: 'SERVICE_MINUTES',
  issuerName: '幸福街道新时代文明实践所',
  personInCharge: '王敏',
  handler: '李芳',
  documentTitle: '2023 年志愿服务登记册',
  documentKeeper: '幸福社区居委会',
  problem: 'PHONE_INVALID',
  reference: '社区档案柜 3 号盒',
  consentReference: '社区档案柜 3 号盒',
  receiptNo: 'HZ-2026-000012',
  recordStatus: 'CONFIRMED',
  verificationCode: '7F3A-9C2E-41BD',
  onDay: '2026-11-28',
  number: 1,
  'Idempotency-Key': '5f0c2a4e-8f1b-4a53-9d0e-3b1f6c7d8e90',
  'If-Match': '"3"',
  'Last-Event-ID': '12',
  'x-device-token': 'ZGV2aWNlLXRva2Vu',
};

const BY_ENDING: readonly (readonly [RegExp, unknown])[] = [
  [/VolunteerNo$|^volunteerNo$/, 'V0000000018'],
  [/CertificateNo$|ByNo$/, '370102001-2026-000046'],
  [/Reasons?$/, '与报名时的安排冲突'],
  [/^teamName$/, '护河志愿服务队'],
  [/^(activity|document)Title$/, '护城河周末巡查'],
  [/^placeName$/, '护城河北门'],
  [/^positionName$/, '巡查员'],
  [/^categoryName$/, '河道巡查'],
  [/^compoundName$/, '幸福小区'],
  [/^(division|community|street)Name$/, '幸福社区'],
  [/^maskedName$/, '王*'],
  [/^name(Before|After)$|^actorName$/, '王敏'],
  [/^idNumber(Masked|Before|After)$/, '1*****************'],
  [/^phoneMasked$/, '138****0000'],
  [/Path$/, '/370102/001/003/'],
  [/Ids$|^concerned$|^missingConsents$/, [ID]],
  [/Id$|By$|^readBy$/, ID],
  [/[Hh]ash$|Root$|[Ss]ignature$|^publicKey$/, HASH],
  [/Version$/, '2026-1'],
  [/Note$/, '同意，名单已公示'],
];

/** An example of a member, undefined where nothing is known of a text by its name, and where another shape shows it. */
export function exampleOf(name: string, shape: Shape): unknown {
  if (isOther(shape) || (shape.items && isOther(shape.items))) return undefined;
  const { type, format, enum: choices, minimum, maximum, items } = shape;
  const types = [type].flat();
  if (choices?.[0] !== undefined) return types.includes('array') ? [choices[0]] : choices[0];
  if (format !== undefined && format in BY_FORMAT) return BY_FORMAT[format];
  if (types.includes('boolean')) return true;
  if (types.includes('integer') || types.includes('number')) return Math.min(Math.max(minimum ?? 1, 1), maximum ?? 60);
  const known = knownOf(name, shape);
  if (types.includes('object')) return typeof known === 'object' ? known : { count: 3 };
  if (!types.includes('array')) return Array.isArray(known) ? (known as unknown[])[0] : known;
  const list = known ?? exampleOf(name, items ?? {});
  return list === undefined || Array.isArray(list) ? list : [list];
}

function isOther({ $ref, allOf, oneOf }: Shape): boolean {
  return $ref !== undefined || allOf !== undefined || oneOf !== undefined;
}

function knownOf(name: string, { description = '' }: Shape): unknown {
  const byWord = BY_WORD.find(([word]) => word.test(description));
  return byWord?.[1] ?? BY_NAME[name] ?? BY_ENDING.find(([ending]) => ending.test(name))?.[1];
}
