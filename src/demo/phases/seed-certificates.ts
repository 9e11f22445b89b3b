import { addDays } from '../../kernel/local-day';
import { ApplyForCertificate, IssueCertificate } from '../../recognition/certificates';
import { RecordDirectory } from '../../service/service-hours';
import { commandOf, type DemoStaff, type DemoStage, instantOf, type SeededTeam } from '../demo-world';

const ISSUED = 4;
/** Holders choose differently. */
const displays = ['LAST_FOUR', 'NONE', 'FULL'] as const;
const purposes = ['评优评先', '入党积极分子考察', '子女就学', '个人留存', '单位考核'] as const;

/** Some leaders ask for a certificate of their year; all but the last request have been granted. */
export async function seedCertificates(
  stage: DemoStage,
  staff: DemoStaff,
  teams: readonly SeededTeam[],
): Promise<number> {
  const { time, useCases } = stage;
  const day = addDays(stage.today, -1);
  const leaders = [...new Map(teams.map(({ leader }) => [leader.id, leader])).values()];
  const minutes = await useCases.get(RecordDirectory).minutesOf(
    leaders.map(({ id }) => id),
    stage.firstDay,
    day,
  );
  const holders = leaders.filter(({ id }) => (minutes.get(id)?.recordCount ?? 0) > 0).slice(0, ISSUED + 1);
  for (const [index, holder] of holders.entries()) {
    const { id: certificateId } = await time.at(instantOf(day, 18, index), () =>
      useCases.get(ApplyForCertificate).execute(commandOf(holder.actor), {
        periodFrom: stage.firstDay,
        periodTo: day,
        purpose: purposes[index] ?? '个人留存',
        idNumberDisplay: displays[index % displays.length] ?? 'NONE',
      }),
    );
    if (index === ISSUED) continue;
    await time.at(instantOf(day, 19, index), () =>
      useCases.get(IssueCertificate).execute(commandOf(staff.streetAdmin), {
        certificateId,
        personInCharge: '福镇街道新时代文明实践所所长',
        contact: '0437-0000000',
      }),
    );
  }
  return Math.min(holders.length, ISSUED);
}
