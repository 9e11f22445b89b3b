import { type ConsentPurpose, consentPurposes } from '../../person/domain';

export interface ConsentText {
  readonly purpose: ConsentPurpose;
  /** What it is about, in few words. */
  readonly title: string;
  readonly version: string;
  readonly isRequired: boolean;
  readonly paragraphs: readonly string[];
}

/** The version that is agreed to now. A text is never changed: whoever agreed to it agreed to these words. */
export const CURRENT_CONSENT_VERSION = '2026-1';

type Words = Omit<ConsentText, 'purpose' | 'version' | 'isRequired'>;

const VERSIONS: Readonly<Record<string, Readonly<Record<ConsentPurpose, Words>>>> = {
  '2026-1': {
    REGISTRATION: {
      title: '登记为志愿者',
      paragraphs: [
        '为了给您登记志愿者编号、核实身份、记录服务时长和积分，需要您的姓名、身份证号码、手机号和住在哪里。',
        '身份证号码和手机号加密保存，工作人员平时只看到打码的；查看完整号码须说明理由，并且留痕。',
        '您可以随时查看、更正、导出自己的资料，也可以注销；注销以后个人信息抹去，已入账的时长只留编号。',
      ],
    },
    LOCATION: {
      title: '打卡时核对位置',
      paragraphs: [
        '有些活动打卡时会核对您是否在活动地点附近。只在您打卡的那一刻取一次位置，核对后只留「在附近」或「不在附近」。',
        '不同意也可以参加活动、照常打卡，只是少一项佐证。',
      ],
    },
    PHOTO: {
      title: '活动照片',
      paragraphs: ['活动照片里可能有您，用来证明活动办过。不同意的，请告诉领队，照片里会避开您。'],
    },
    RANKING_DISPLAY: {
      title: '排名和光荣榜上用真名',
      paragraphs: ['同意的，排名和光荣榜上写您的姓名；不同意的，不列出您。未满十八周岁的一律不列。'],
    },
    NAME_PUBLICITY: {
      title: '公示时用真名',
      paragraphs: [
        '服务记录入账以前要公示，让大家监督。同意的，公示里写您的姓名；不同意的，只写姓和星号，记录照样有效。',
      ],
    },
    SHARING: {
      title: '向上级志愿服务平台报送',
      paragraphs: ['同意的，您的志愿者编号、姓名和时长可以报送给上级志愿服务平台；不同意的不报送。'],
    },
    GUARDIAN: {
      title: '监护人同意',
      paragraphs: [
        '未满十八周岁的，参加活动要有监护人同意。监护人知道孩子参加什么活动、在哪里、由谁带队，可以随时收回同意。',
        '未成年人不参加有危险的活动，姓名不公开，完整信息须两人同意才能查看。',
      ],
    },
    SMS: {
      title: '短信回执',
      paragraphs: ['同意的，签到、签退和时长有变动时给您的手机发短信；不同意的不发，登录验证码除外。'],
    },
  },
};

/** The texts of a version in the order of the purposes; null where there is no such version. */
export function consentTextsOf(version: string): readonly ConsentText[] | null {
  const words = Object.hasOwn(VERSIONS, version) ? VERSIONS[version] : undefined;
  if (!words) return null;
  return consentPurposes.map((purpose) => ({
    ...{ purpose, version, isRequired: purpose === 'REGISTRATION' },
    ...words[purpose],
  }));
}
