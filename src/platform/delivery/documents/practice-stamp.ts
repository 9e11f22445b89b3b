/** Stands on every page and paper of a practice installation. */
export const PRACTICE_STAMP = '练习数据，不作证明';

/** Whether what is written now is practice; asked for every paper, because a command may make an installation one. */
export type IsPractice = () => boolean;

export const neverPractice: IsPractice = () => false;
