import type { components } from '../../../api/schema';
import { clock, minutes } from '../../../words/time';

type Evidence = components['schemas']['RecordEvidenceResponse'];
type Fact = readonly [name: string, value: string];

/** 14:55 签到，现场动态码，范围内约 30 米. */
export function punchFacts({ punches }: Evidence): readonly Fact[] {
  if (punches.length === 0) return [['', '没有打卡。']];
  return punches.map((punch) => [
    clock(punch.punchedAt),
    [
      punch.direction === 'IN' ? '签到' : '签退',
      punch.methodWords,
      punch.placeWords,
      punch.recordedByName === null ? null : `${punch.recordedByName}登记`,
      punch.isReplaced ? '后来更正过，不再计入' : null,
    ]
      .filter((part) => part !== null)
      .join('，'),
  ]);
}

/** What stands beside the record: the day as a whole, the phone, and open doubts about the person. */
export function besides({ sameDay, day, phone, doubts, teamName, leaderName, placeName }: Evidence): readonly Fact[] {
  const cap = day.creditedMinutes > day.automaticMinutes ? '超过了' : '没有超过';
  return [
    ['服务队', `${teamName}${leaderName === null ? '' : `，队长 ${leaderName}`}`],
    ['地点', placeName],
    [
      '同一天',
      `${sameDay.length + 1} 条记录，共 ${minutes(day.creditedMinutes)}，${cap}一天 ${minutes(day.automaticMinutes)}的上限`,
    ],
    ...(phone === null ? [] : [['手机', phone] as const]),
    ['疑点', doubts.length === 0 ? '没有' : doubts.map(({ sentence }) => sentence).join('；')],
  ];
}
