import type { LocalDay } from '../../../kernel/local-day';

/** Training has minutes of its own: this category is never service, whatever a place says. */
export const TRAINING_CATEGORY = 'TRAINING';

/** How codes of kinds are written. */
export const KIND_CODE = /^[A-Z][A-Z0-9_]{1,39}$/;

/** What a version of a category says. */
export interface CategoryState {
  readonly name: string;
  readonly isService: boolean;
  readonly sortOrder: number;
  readonly isRetired: boolean;
}

/** What is asked about a category: how it shall be, and how it was when somebody asked. */
export interface CategoryAsked extends Omit<CategoryState, 'isRetired'> {
  readonly divisionId: string;
  readonly code: string;
  /** null: the day after the decision. */
  readonly validFrom: LocalDay | null;
  /** null where the place knows nothing of the code yet. */
  readonly before: CategoryState | null;
}

/** 计入 or 不计: what taking part means for the service minutes. */
export function serviceWord(isService: boolean): string {
  return isService ? '计入服务时长' : '不计服务时长';
}

/** Whether what is asked says anything new. */
export function changesAnything({ before, name, isService, sortOrder }: CategoryAsked): boolean {
  if (before === null || before.isRetired) return true;
  return before.name !== name || before.isService !== isService || before.sortOrder !== sortOrder;
}

/** What is asked, in one Chinese sentence for who decides and for who is told. */
export function categorySentence({ before, name, isService, sortOrder, validFrom }: CategoryAsked): string {
  const from = validFrom === null ? '自批准的次日起' : `自 ${validFrom} 起`;
  const published = '已发布的活动不变。';
  if (before === null) return `新增活动类别“${name}”，${serviceWord(isService)}，${from}生效。`;
  const parts = [
    ...(before.isRetired ? ['重新启用'] : []),
    ...(before.name === name ? [] : [`更名为“${name}”`]),
    ...(before.isService === isService ? [] : [`由${serviceWord(before.isService)}改为${serviceWord(isService)}`]),
    ...(before.sortOrder === sortOrder ? [] : ['调整次序']),
  ];
  return `活动类别“${before.name}”${parts.join('，')}，${from}生效；${published}`;
}

/** Whether two states are the same; a category that has moved on meanwhile is not decided as it was asked. */
export function isSameState(one: CategoryState | null, other: CategoryState | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    one.name === other.name &&
    one.isService === other.isService &&
    one.sortOrder === other.sortOrder &&
    one.isRetired === other.isRetired
  );
}
