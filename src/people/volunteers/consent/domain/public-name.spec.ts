import type { LocalDay } from '../../../../kernel/local-day';
import { type ConsentPurpose, consentPurposes } from '../../person/domain/consent';
import { publicNameOf, type PublicPlace, publicPlaces } from './public-name';

const today = '2026-11-24' as LocalDay;
const adult = { name: '欧阳志远', birthDate: '1980-05-17' as LocalDay };
const all: readonly ConsentPurpose[] = consentPurposes;

describe('publicNameOf', () => {
  it.each<[PublicPlace, readonly ConsentPurpose[], string]>([
    ['PUBLICITY', [], '欧阳*'],
    ['PUBLICITY', ['RANKING_DISPLAY'], '欧阳*'],
    ['PUBLICITY', ['NAME_PUBLICITY'], '欧阳志远'],
    ['SELECTION', ['NAME_PUBLICITY'], '欧阳*'],
    ['SELECTION', ['RANKING_DISPLAY'], '欧阳志远'],
    ['SELECTION_REPORT', ['RANKING_DISPLAY'], '欧阳*'],
    ['SELECTION_REPORT', ['NAME_PUBLICITY'], '欧阳*'],
    ['SELECTION_REPORT', ['NAME_PUBLICITY', 'RANKING_DISPLAY'], '欧阳志远'],
    ['RANKING', all, '欧阳*'],
    ['HONOURS', ['NAME_PUBLICITY'], '欧阳*'],
    ['HONOURS', ['RANKING_DISPLAY'], '欧阳志远'],
    ['OBJECTION', all, '欧阳*'],
    ['VERIFICATION', all, '欧阳*'],
    ['KIOSK', all, '欧阳*'],
    ['CARD', [], '欧阳志远'],
    ['SMS', all, '欧阳*'],
  ])('at %s with %j says %s', (place, consents, text) => {
    expect(publicNameOf({ ...adult, consents }, place, today)).toEqual({
      text,
      isMasked: text !== adult.name,
      isKnown: true,
    });
  });

  it.each(publicPlaces)('at %s names no minor, nobody of unknown age, and nobody who has left', (place) => {
    const minor = { name: '张小明', birthDate: '2008-11-25' as LocalDay, consents: all };
    expect(publicNameOf(minor, place, today)).toMatchObject({ text: '张*', isMasked: true });
    expect(publicNameOf({ ...minor, birthDate: null }, place, today)).toMatchObject({ text: '张*' });
    const gone = { name: null, birthDate: null, consents: all };
    expect(publicNameOf(gone, place, today)).toEqual({ text: '*', isMasked: true, isKnown: false });
  });
});
