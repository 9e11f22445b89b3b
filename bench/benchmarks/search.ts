import type { DivisionView } from '../../src/place/divisions';
import { nameInitials } from '../../src/people/volunteers/person/domain/name-initials';
import { VolunteerSearch } from '../../src/people/volunteers/search/persistence/volunteer-search';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { UserActor } from '../../src/platform/foundation/actor/actor';
import type { Benchmark, Contestant } from '../harness/benchmark';
import { openApplication } from '../harness/open-application';
import { repeat } from '../harness/repeat';
import { nameOf, phoneOf, populate } from './people/population';
import { applicationEnv } from './punch/application';

/** 1,000,000 is a city: `SEARCH_PEOPLE=1000000`. */
const PEOPLE = Number(process.env['SEARCH_PEOPLE'] ?? 100_000);
const STREETS = 50;
const PAGE = 50;
/** Every so many questions are asked by the whole city; the others by one community. */
const CITY_EVERY = 5;

interface Question {
  readonly text: string;
  readonly place: DivisionView;
}

/** Finding people by surname, given name, initials and end of phone, beside reading one row by its key. */
export const search: Benchmark = {
  name: 'search',
  description: '按姓、名、拼音首字母、手机尾号查人(社区与全市),对照按主键读一行,以及 like 的写法',
  unit: 'searches/s',
  connections: 1,
  prepare: async (workbench) => {
    const app = await openApplication(workbench, applicationEnv(await workbench.createDatabase('search')));
    const { district, communities } = await populate(app, PEOPLE, STREETS, (line) => workbench.say(line));
    const database = app.get(UnitOfWork, { strict: false });
    const find = app.get(VolunteerSearch, { strict: false });
    const questionOf = (no: number): Question => {
      const person = (no * 7_919) % PEOPLE;
      const name = nameOf(person);
      const texts = [name.slice(0, 1), name.slice(1), nameInitials(name), phoneOf(person).slice(-4), name];
      const community = communities[no % communities.length] ?? district;
      return { text: texts[no % texts.length] ?? name, place: no % CITY_EVERY === 0 ? district : community };
    };
    return [
      contestant('floor', '按志愿者编号读一行', async (no) => {
        await database.read('select id, name from volunteer where volunteer_no = $1', [`B${(no * 7_919) % PEOPLE}`]);
      }),
      contestant('peer', `name like '%…%',按路径过滤`, async (no) => {
        const { text, place } = questionOf(no);
        await database.read(
          `select v.id, v.name from volunteer v join division d on d.id = v.division_id
           where v.name like '%' || $1 || '%' and d.path like $2 || '%' order by v.name, v.id limit $3`,
          [text, place.path, PAGE],
        );
      }),
      contestant('ours', '查找:分类、范围、排序翻页、脱敏', async (no) => {
        const { text, place } = questionOf(no);
        await find.page(actorOf(place), { text, limit: PAGE });
      }),
    ];
  },
};

function actorOf({ id, path }: DivisionView): UserActor {
  const grants = [{ role: 'COMMUNITY_WORKER' as const, divisionId: id, divisionPath: path }];
  return { kind: 'USER', userId: id, sessionId: id, displayName: '', volunteerId: null, grants };
}

function contestant(role: Contestant['role'], label: string, ask: (no: number) => Promise<void>): Contestant {
  let no = 0;
  return {
    role,
    label,
    pid: process.pid,
    measure: (limits) => repeat(limits, () => ask((no += 1))),
    verify: () => Promise.resolve(),
  };
}
