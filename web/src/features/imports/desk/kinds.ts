import type { Permission } from '../../../kit/desk/menu';
import { may, session } from '../../../session/session';
import { type ImportKindCode, importKind } from '../../../words/imports';

/** The four lists of people, and old hours, which another decides as a whole. */
export type SheetKind = ImportKindCode | 'OLD_HOURS';

interface Sheet {
  readonly word: string;
  /** What it takes, in the place that the list is for. */
  readonly needs: Permission;
  /** What it is for, in one line. */
  readonly about: string;
  /** Columns that only such a sheet has; the first hit tells it. */
  readonly marks: readonly (readonly string[])[];
}

/** What each sheet is known by: every group has to be there, by one of its names. */
export const sheets: Readonly<Record<SheetKind, Sheet>> = {
  VOLUNTEERS: {
    word: importKind.VOLUNTEERS.word,
    needs: 'volunteer.register',
    about: '登记花名册里的人，随后由另一位同事审核。',
    marks: [
      ['身份证号', '身份证号码', '身份证', '证件号码', '证件号', '公民身份号码'],
      ['同意书版本', '登记同意书版本', '本人同意书版本'],
    ],
  },
  TEAMS: {
    word: importKind.TEAMS.word,
    needs: 'team.manage',
    about: '成立服务队，队长填志愿者编号。',
    marks: [
      ['类别', '服务队类别'],
      ['名称', '服务队名称', '服务队', '队名'],
      ['区划代码', '所属区划', '所属区划代码'],
    ],
  },
  DIVISIONS: {
    word: importKind.DIVISIONS.word,
    needs: 'division.manage',
    about: '社区、网格、楼栋、单元，逐级设立。',
    marks: [
      ['层级', '区划层级'],
      ['上级代码', '上级区划代码'],
    ],
  },
  APPOINTMENTS: {
    word: importKind.APPOINTMENTS.word,
    needs: 'appointment.manage',
    about: '网格长、楼栋长、单元长的任期；以前开始的要另一位同事同意。',
    marks: [
      ['职务', '三长类别'],
      ['任期开始', '任职开始', '任职日期', '任期开始日期'],
    ],
  },
  OLD_HOURS: {
    word: '历史时长',
    needs: 'ledger.open',
    about: '以前登记册里的时长，批准后公示，没有异议才入账。',
    marks: [
      ['时长', '时长(小时)', '小时'],
      ['志愿者编号', '编号'],
    ],
  },
};

const order: readonly SheetKind[] = ['VOLUNTEERS', 'TEAMS', 'APPOINTMENTS', 'DIVISIONS', 'OLD_HOURS'];

/** What a sheet with these headers is; null where it looks like none, or like several. */
export function kindOfHeaders(headers: readonly string[]): SheetKind | null {
  const there = new Set(headers.map((header) => header.replace(/[\s*＊（(]*必填[)）]*|[\s*＊]/g, '')));
  const found = order.filter((kind) => sheets[kind].marks.every((names) => names.some((name) => there.has(name))));
  return found.length === 1 ? (found[0] ?? null) : null;
}

export interface Place {
  readonly id: string;
  readonly name: string;
}

/** Where the reader may import such a sheet, the widest first. */
export function placesFor(kind: SheetKind): readonly Place[] {
  const grants = (session.me?.grants ?? [])
    .filter(({ permissions }) => permissions.includes(sheets[kind].needs))
    .sort((a, b) => a.divisionPath.length - b.divisionPath.length);
  return [...new Map(grants.map(({ divisionId, divisionName }) => [divisionId, divisionName]))].map(([id, name]) => ({
    id,
    name,
  }));
}

/** Where the reader may import one sheet or another. */
export function placesOfAll(kinds: readonly SheetKind[]): readonly Place[] {
  return [...new Map(kinds.flatMap(placesFor).map((one) => [one.id, one])).values()];
}

/** The sheets that the reader may import somewhere. */
export function kindsForReader(): readonly SheetKind[] {
  const mayStage = may('volunteer.register');
  return order.filter((kind) => (kind === 'OLD_HOURS' || mayStage) && placesFor(kind).length > 0);
}
