import { exhaustive } from '../../../../kernel/exhaustive';
import type { HoursPolicy } from './hours-policy';

/** 45 分钟, 8 小时, 1 小时 30 分钟. */
function durationText(minutes: number): string {
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  return [hours > 0 ? `${String(hours)} 小时` : '', rest > 0 || hours === 0 ? `${String(rest)} 分钟` : '']
    .filter((part) => part !== '')
    .join(' ');
}

/** How hours are counted, as residents read it. Every figure is the one that is computed with. */
export function hoursSentences(policy: HoursPolicy): readonly string[] {
  const { dayCaps, completionWorkingDays, objectionWorkingDays } = policy;
  return [
    `活动开始前 ${durationText(policy.earlyPunchMinutes)}可以签到，结束后 ${durationText(policy.latePunchMinutes)}内可以签退。早到、晚走的时间不计。`,
    missingOutSentence(policy),
    shareSentence(policy),
    `一天在 ${durationText(dayCaps.automaticMinutes)}以内的时长照记；超过的部分由社区批准，超过 ${durationText(dayCaps.communityMinutes)}的部分由街道批准。`,
    `一天超过 ${durationText(dayCaps.investigationMinutes)}的，要核查。`,
    ...publicitySentences(policy),
    `对公示的记录提出异议的，${String(objectionWorkingDays)} 个工作日内答复。答复以前这一条不入账，其余照常。`,
    `活动结束后 ${String(completionWorkingDays)} 个工作日内，记录要办完。`,
  ];
}

function missingOutSentence({ missingOut, missingOutCapMinutes, missingOutFixedMinutes }: HoursPolicy): string {
  const cap = durationText(missingOutCapMinutes);
  switch (missingOut) {
    case 'PLANNED_END':
      return `忘了签退的，先记到计划结束的时间，最多记 ${cap}，核实以后才算数。`;
    case 'CAP':
      return `忘了签退的，先从开始记 ${cap}，核实以后才算数。`;
    case 'FIXED_MINUTES':
      return `忘了签退的，先从开始记 ${durationText(missingOutFixedMinutes)}，不晚于计划结束的时间，核实以后才算数。`;
    case 'ZERO':
      return '忘了签退的，这一次先不记时长；补报签退时间，核实以后再记。';
    default:
      return exhaustive(missingOut);
  }
}

function shareSentence({ effectiveSharePercent, perSessionZeroing }: HoursPolicy): string {
  if (effectiveSharePercent === 0) return '服务多长就记多长，不看占计划时间的多少。';
  const share = `服务时间不到计划时间 ${String(effectiveSharePercent)}% 的`;
  return perSessionZeroing ? `${share}，这一次不记时长，也不计积分。` : `${share}，时长照记，不计积分。`;
}

function publicitySentences({ publicityWorkingDays, correctionWorkingDays }: HoursPolicy): readonly string[] {
  const days =
    publicityWorkingDays === 0
      ? '记录不另外公示，没有异议就入账。'
      : `记录入账以前公示 ${String(publicityWorkingDays)} 个工作日，大家都可以看。`;
  if (correctionWorkingDays === 0) return [days];
  return [days, `忘了签退的，本人可以在记录算出后 ${String(correctionWorkingDays)} 个工作日内补报签退时间。`];
}
