import { addDays, type LocalDay, parseLocalDay } from '../../kernel/local-day';
import { ConfirmRound, CreateRound, FreezeRound } from '../../recognition/selections';
import { commandOf, type DemoStaff, type DemoStage, instantOf, type SeededDivision } from '../demo-world';

/** Both days inclusive. */
export interface SelectionPeriod {
  readonly from: LocalDay;
  readonly to: LocalDay;
  readonly name: string;
}

/** The last half-year that is over, as far as the demo remembers; otherwise everything it remembers. */
export function selectionPeriodOf({ firstDay, today }: Pick<DemoStage, 'firstDay' | 'today'>): SelectionPeriod {
  const year = Number(today.slice(0, 4));
  const isSecondHalf = today.slice(5) >= '07-01';
  const half = isSecondHalf
    ? { from: parseLocalDay(`${year}-01-01`), to: parseLocalDay(`${year}-06-30`), name: `${year}年上半年` }
    : {
        from: parseLocalDay(`${year - 1}-07-01`),
        to: parseLocalDay(`${year - 1}-12-31`),
        name: `${year - 1}年下半年`,
      };
  const { from, to, name } = half;
  if (from !== null && to !== null && from >= firstDay) return { from, to, name };
  return { from: firstDay, to: addDays(today, -2), name: '近期' };
}

/** One round of the selection of the heads: set up and frozen by the street's clerk, confirmed by the street's leader. */
export async function seedSelection(
  stage: DemoStage,
  staff: DemoStaff,
  street: SeededDivision,
  period: SelectionPeriod,
): Promise<void> {
  const { time, useCases } = stage;
  const day = addDays(stage.today, -1);
  const { from, to, name } = period;
  const round = await time.at(instantOf(day, 9), () =>
    useCases.get(CreateRound).execute(commandOf(staff.streetAdmin), {
      divisionId: street.id,
      name: `福镇街道${name}优秀“三长”评选`,
      periodFrom: from,
      periodTo: to,
      roles: ['GRID_HEAD', 'BUILDING_HEAD', 'UNIT_HEAD'],
      basisDocument: '《福镇街道“三长”评选通报办法（试行）》',
      conditions: '任职满期、身份已核验、期内有已确认的服务记录、无一票否决事项。',
    }),
  );
  await time.at(instantOf(day, 10), () => useCases.get(FreezeRound).execute(commandOf(staff.streetAdmin), round.id));
  await time.at(instantOf(day, 15), () =>
    useCases.get(ConfirmRound).execute(commandOf(staff.streetLeader), {
      roundId: round.id,
      note: '评选小组会议审议通过,同意公示。',
    }),
  );
}
