import { addDays, type LocalDay, weekdayOf } from '../../kernel/local-day';
import { RecordAssessment } from '../../recognition/assessments';
import { commandOf, type DemoStaff, type DemoStage, instantOf, LANES, type SeededHead } from '../demo-world';
import { inParallel } from '../in-parallel';
import type { SelectionPeriod } from './seed-selection';

const items = ['楼道整洁', '飞线充电与消防通道', '绿地与小片荒', '信息公示与入户走访'] as const;
const WEEK_DAYS = 7;

/** Monday inspections: each Monday of the period a part of the heads is scored, so that everybody has been seen by its end. */
export async function seedAssessments(
  stage: DemoStage,
  staff: DemoStaff,
  heads: readonly SeededHead[],
  period: SelectionPeriod,
): Promise<number> {
  const { random } = stage;
  const mondays = mondaysOf(period);
  const planned = heads.map((head, index) => ({
    head,
    day: mondays[index % mondays.length] ?? period.to,
    item: random.pick(items),
    scoreHundredths: random.between(70, 98) * 100 + (random.chance(50) ? 50 : 0),
  }));
  await inParallel(planned, LANES, ({ head, day, item, scoreHundredths }) => {
    const worker = staff.communityWorkers.get(head.volunteer.communityCode) ?? staff.streetAdmin;
    return stage.time.at(instantOf(day, 16), () =>
      stage.useCases.get(RecordAssessment).execute(commandOf(worker), {
        appointmentId: head.appointmentId,
        assessedOn: day,
        item: `周一检查:${item}`,
        scoreHundredths,
      }),
    );
  });
  return planned.length;
}

function mondaysOf({ from, to }: SelectionPeriod): readonly LocalDay[] {
  const mondays: LocalDay[] = [];
  for (
    let day = addDays(from, (WEEK_DAYS + 1 - weekdayOf(from)) % WEEK_DAYS);
    day <= to;
    day = addDays(day, WEEK_DAYS)
  ) {
    mondays.push(day);
  }
  return mondays;
}
