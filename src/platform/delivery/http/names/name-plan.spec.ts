import 'reflect-metadata';
import { ApiOkResponse, ApiProperty, IntersectionType, PickType } from '@nestjs/swagger';
import { idsIn, namePlanOfRoute, withNames } from './name-plan';
import { ActorField, DivisionField, TeamField } from './named-fields';

class Line {
  @ActorField('提出人')
  askedBy!: string;

  @ActorField('录入人', { list: true })
  readBy!: readonly string[];

  @DivisionField('原区划', { nullable: true })
  fromDivisionId!: string | null;

  @TeamField('目标服务队')
  toTeamId!: string;

  @ApiProperty()
  note!: string;
}
class Silent {
  @ApiProperty()
  id!: string;
}
class Page extends IntersectionType(Line, Silent) {
  @ApiProperty({ type: [Line] })
  items!: readonly Line[];

  @ApiProperty({ type: Silent })
  other!: Silent;
}
class Noted extends PickType(Line, ['note']) {}

/** The plan of a route that answers with this. */
function planOf(type: unknown) {
  const handler = (): void => undefined;
  void ApiOkResponse({ type: type as typeof Page })({}, 'read', { value: handler });
  return namePlanOfRoute(handler);
}

const line = { askedBy: 'a', readBy: ['a', 'b'], fromDivisionId: null, toTeamId: 't', note: 'x' };
const named = {
  ...line,
  askedByName: 'ACTOR a',
  readByNames: ['ACTOR a', 'ACTOR b'],
  fromDivisionName: null,
  toTeamName: 'TEAM t',
};
const nameOf = (kind: string, id: string): string => `${kind} ${id}`;

describe('names beside ids', () => {
  const plan = planOf(Page);

  it('stand beside ids of the answer and inside its members, also of classes made of others', () => {
    if (!plan) throw new Error('no plan');
    const answer = { ...line, id: 'i', items: [line, line], other: { id: 'o' } };
    expect(withNames(plan, answer, nameOf)).toEqual({ ...answer, ...named, items: [named, named] });
    expect(answer.items[0]).toBe(line);
  });

  it('are asked once for each id, by kind', () => {
    if (!plan) throw new Error('no plan');
    const ids = idsIn(plan, { ...line, items: [line, { ...line, askedBy: 'c', fromDivisionId: 'd' }] });
    const asked = Object.fromEntries([...ids].map(([kind, found]) => [kind, [...found].sort()]));
    expect(asked).toEqual({ ACTOR: ['a', 'b', 'c'], DIVISION: ['d'], TEAM: ['t'] });
  });

  it('leave alone what has none: other classes, an answer of another shape, a member that is missing', () => {
    if (!plan) throw new Error('no plan');
    for (const type of [Silent, Noted, String, undefined]) expect(planOf(type)).toBeNull();
    for (const answer of [null, 'text', { isForgotten: true }]) {
      expect(withNames(plan, answer, nameOf)).toEqual(answer);
      expect(idsIn(plan, answer).size).toBe(0);
    }
  });
});
