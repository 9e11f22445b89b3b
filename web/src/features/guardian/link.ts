import type { components } from '../../api/schema';

export type GuardianLink = components['schemas']['GuardianLinkResponse'];
export type ChildSignup = components['schemas']['ChildSignupResponse'];

/** What stands behind `#` in the address: it is sent to no server by itself. */
export function tokenOf(hash: string): string {
  return hash.replace(/^#/, '').trim();
}

/** What has become of a link that can no longer be answered, and what now. */
export const overWords: Readonly<
  Partial<Record<GuardianLink['state'], { readonly title: string; readonly next: string }>>
> = {
  DENIED: {
    title: '您说了不是您的孩子',
    next: '这件事到此为止，您的手机号已经从这里抹去，社区会去核实。不用再做什么。',
  },
  BLOCKED: {
    title: '这条链接已停用',
    next: '孩子的姓名填错的次数太多。请打电话给社区，或带身份证和孩子的户口簿到社区办。',
  },
  EXPIRED: {
    title: '这条链接已过期',
    next: '过了期限，没有办理。还要办的，请打电话给社区再发一条，或到社区办。',
  },
  REPLACED: {
    title: '这条链接已作废',
    next: '社区重新发了一条，或者已经另外登记了监护人的同意。有新短信的请看最新的一条；没有的，不用再做什么。',
  },
  WITHDRAWN: {
    title: '已收回同意',
    next: '孩子还没有开始的报名会取消，以后不能再报。改主意了，请打电话给社区再发一条，或到社区办。',
  },
};
