import type { components } from '../api/schema';

export type Grade = components['schemas']['PublicRecordResponse']['grade'];

/** What a grade of evidence means, as residents read it. */
export const gradeWords: Readonly<Record<Grade, string>> = {
  A: '签到、签退都扫了现场的码',
  B: '扫一次码并由负责人确认，或由负责人点名',
  C: '纸质签到表，两人各录一遍',
  D: '事后补录，有证明材料',
  E: '本人申报，没有其他佐证',
};
