const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/HarmonyOS|OpenHarmony/i, '鸿蒙'],
  [/iPhone/i, '苹果手机'],
  [/iPad/i, '苹果平板'],
  [/Android.*Mobile/i, '安卓手机'],
  [/Android/i, '安卓平板'],
  [/Windows/i, 'Windows 电脑'],
  [/Macintosh|Mac OS/i, '苹果电脑'],
  [/Linux/i, 'Linux 电脑'],
];
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/MicroMessenger/i, '微信'],
  [/AliApp|AlipayClient/i, '支付宝'],
  [/DingTalk/i, '钉钉'],
  [/Edg/i, 'Edge'],
  [/HuaweiBrowser/i, '华为浏览器'],
  [/MiuiBrowser/i, '小米浏览器'],
  [/Firefox/i, '火狐'],
  [/Chrome/i, 'Chrome'],
  [/Safari/i, 'Safari'],
];

const found = (list: typeof SYSTEMS, text: string): string => list.find(([mark]) => mark.test(text))?.[1] ?? '';

/** What a browser says of itself, as its owner would say it: 安卓手机，微信. */
export function deviceWords(agent: string | null): string {
  const parts = agent === null ? [] : [found(SYSTEMS, agent), found(BROWSERS, agent)].filter((part) => part !== '');
  return parts.length > 0 ? parts.join('，') : '认不出的设备';
}
