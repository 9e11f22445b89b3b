import { orderedAvailability } from './profile';

describe('orderedAvailability', () => {
  it('puts the slots in the order of the week', () => {
    const saturday = { weekday: 6, from: '09:00', to: '11:00' };
    const evening = { weekday: 1, from: '19:00', to: '24:00' };
    const morning = { weekday: 1, from: '08:00', to: '10:00' };
    expect(orderedAvailability([saturday, evening, morning])).toEqual([morning, evening, saturday]);
  });

  it('accepts slots that touch, because they are half-open', () => {
    const slots = [
      { weekday: 2, from: '08:00', to: '10:00' },
      { weekday: 2, from: '10:00', to: '12:00' },
    ];
    expect(orderedAvailability(slots)).toEqual(slots);
  });

  it.each([
    ['an empty slot', [{ weekday: 1, from: '08:00', to: '08:00' }]],
    ['a slot turned round', [{ weekday: 1, from: '10:00', to: '08:00' }]],
    [
      'slots that overlap',
      [
        { weekday: 1, from: '08:00', to: '10:01' },
        { weekday: 1, from: '10:00', to: '11:00' },
      ],
    ],
  ])('refuses %s', (_, slots) => {
    expect(orderedAvailability(slots)).toBeNull();
  });
});
