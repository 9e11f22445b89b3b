import type { Type } from '@nestjs/common';
import type { Page } from 'playwright-core';
import { consolePaths } from '../../web/src/entries/console-paths';
import { phonePaths } from '../../web/src/entries/phone-paths';
import { queueCodes } from '../../web/src/features/reviews/desk/queue-codes';
import { plantProbes, SCRIPT_LINK } from '../builders/probes';
import { PASSWORD } from '../builders/people.builder';
import { type StreetObjects, streetObjects } from '../builders/street-objects';
import type { ServiceBuilder } from '../builders/service.builder';
import { noticeKinds } from '../../src/people/notices/domain/notice-sentences';
import { Notices } from '../../src/people/notices';
import { UnitOfWork } from '../../src/platform/data/database/unit-of-work';
import type { BootedApp } from '../support/boot-app';
import { type Account, faultsOf, inBrowser, WebStage } from '../support/browser';
import { behindTheGuards, superuserOf } from '../support/superuser';

const TEXT_SIZES = ['standard', 'elder', 'huge'] as const;
/** An id that names nothing: the page says so. */
const NOBODY = '00000000-0000-7000-8000-000000000000';
const THEMES = ['light', 'dark'] as const;

/** What people write and the phone shows to others, by table and column. */
const SHOWN = [
  ...['activity.description', 'activity.participant_notes', 'activity.place_name', 'activity.title', 'position.name'],
  ...['activity_category.name', 'division.name', 'team.name', 'volunteer.name', 'shift_device.label', 'notice.data'],
  ...['record_objection.answer', 'record_objection.grounds', 'service_record.activity_title'],
  ...['paper_sheet.leader_signature', 'paper_sheet.witness_signature'],
  ...['volunteer_merge.reason', 'volunteer_transfer.reason'],
] as const;

/** Every page of the console, and the desk of every queue. */
const consoleAddresses = [
  ...consolePaths.filter((path) => !path.includes('/reviews')),
  ...queueCodes.map((code) => `/console/reviews/${code}`),
];

/** What a page looks like that is done: heading there, nothing still being fetched. */
async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await page.waitForLoadState('networkidle');
  await page.waitForSelector('[aria-busy="true"]', { state: 'detached' });
}

/** Somebody who leads, serves, objects and waits, in a street where every text that people write is a probe. */
class ProbedStreet {
  ids: StreetObjects = {};
  readonly account: Account = { username: 'probed', password: PASSWORD };

  /** Makes the street, its people and their things, then plants the probes. */
  async furnish(booted: BootedApp): Promise<ServiceBuilder> {
    const superuser = await superuserOf(booted.database);
    const who = {
      account: this.account,
      phone: '13600000001',
      occupation: '退休',
      address: '一号楼',
      emergencyContact: { name: '家人', relation: '女儿', phone: '13600000002' },
      skills: ['急救'],
    };
    const { service, ids } = await streetObjects(booted, superuser, who);
    await superuser.end();
    this.ids = ids;
    await this.tellEverything(booted);
    await this.say(booted);
    await plantProbes(booted.database);
    return service;
  }

  /** An address with the things of this street in it. */
  at(path: string): string {
    return path
      .replace(':purpose', 'RANKING_DISPLAY')
      .replace(/:(\w+)/g, (_, name: string) => this.ids[name] ?? NOBODY);
  }

  private get volunteerId(): string {
    return this.ids['volunteerId'] ?? '';
  }

  /** One notice of every kind. */
  private async tellEverything(booted: BootedApp): Promise<void> {
    const texts = [
      'title',
      'label',
      'what',
      'reason',
      'outcome',
      'until',
      'endsAt',
      'minutes',
      'servedOn',
      'count',
      'dueOn',
    ];
    const data = { ...Object.fromEntries(texts.map((key) => [key, '写的'])), shiftId: this.ids['shiftId'] ?? '' };
    const notices = noticeKinds.map((kind) => ({ volunteerId: this.volunteerId, kind, subjectKey: kind, data }));
    await booted.get(UnitOfWork).run((tx) => booted.get(Notices as Type<Notices>).send(tx, notices));
  }

  /** What the builders leave out, and a device that calls itself by a probe. */
  private async say(booted: BootedApp): Promise<void> {
    const by = (sql: string, ...parameters: readonly unknown[]) => behindTheGuards(booted.database, sql, parameters);
    await by(`update activity set description = '说明', participant_notes = '请带水'`);
    await by(`update team set leader_volunteer_id = $1, description = '巡河的人'`, this.volunteerId);
    await by(`update record_objection set raised_by_volunteer_id = $1, answer = '答复'`, this.volunteerId);
    await by(`update division set contact_phone = $1 where kind = 'COMMUNITY'`, SCRIPT_LINK);
    await fetch(`${booted.url}/api/v1/auth/sign-in`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': SCRIPT_LINK, 'x-session': 'cookie' },
      body: JSON.stringify(this.account),
    });
  }
}

/** What stands on a page of the texts that people wrote, by table and column; nothing of them is more than text. */
async function probesOn(page: Page): Promise<readonly string[]> {
  const alive = `document.querySelectorAll('img[src="x"], script:not([src]), [onerror], [href^="javascript:"]').length`;
  expect(await page.evaluate(alive)).toBe(0);
  const text = await page.innerText('body');
  return [...text.matchAll(/\{\{7\*7\}\}(\w+\.\w+)/g)].map(([, field]) => field ?? '');
}

/** Every address once, in every text size and theme, on the narrowest phone; every text that people write is a probe. */
inBrowser('every page of the phone', () => {
  const street = new ProbedStreet();
  const seen = new Set<string>();
  let stage: WebStage;

  beforeAll(async () => {
    stage = await WebStage.set({ role: 'api' }, (booted) => street.furnish(booted));
    stage.itIs('09:30');
  });

  afterAll(() => stage.close());

  it.each(phonePaths)('%s is clean for everybody', async (address) => {
    const page = await stage.device('small', street.account);
    await stage.open(page, street.at(address));
    const faults: Record<string, readonly string[]> = {};
    for (const size of TEXT_SIZES) {
      for (const theme of THEMES) {
        await page.evaluate(`Object.assign(document.documentElement.dataset, { text: '${size}', theme: '${theme}' })`);
        await settled(page);
        const found = await faultsOf(page);
        if (found.length > 0) faults[`${size} ${theme}`] = found;
      }
    }
    (await probesOn(page)).forEach((field) => seen.add(field));
    expect(faults).toEqual({});
    await page.context().close();
  });

  it.each(consoleAddresses)('%s is clean for who works there', async (address) => {
    const { people, tree } = stage.street;
    const { username } = await people.staff('STREET_ADMIN', tree.street.id);
    const page = await stage.device('desk', { username, password: PASSWORD });
    await stage.open(page, street.at(address));
    const faults: Record<string, readonly string[]> = {};
    for (const theme of THEMES) {
      await page.evaluate(`document.documentElement.dataset.theme = '${theme}'`);
      await settled(page);
      const found = await faultsOf(page);
      if (found.length > 0) faults[theme] = found;
    }
    (await probesOn(page)).forEach((field) => seen.add(field));
    expect(faults).toEqual({});
    await page.context().close();
  });

  it('the texts of people were on the pages, as texts', () => {
    expect([...seen]).toEqual(expect.arrayContaining([...SHOWN]));
  });

  it.each(phonePaths.filter((address) => /:\w+Id/.test(address)))(
    '%s says so where there is nothing',
    async (address) => {
      const page = await stage.device('small', street.account);
      await stage.open(page, address.replace(/:\w+/g, NOBODY));
      await settled(page);
      expect(await faultsOf(page)).toEqual([]);
      await page.context().close();
    },
  );
});
