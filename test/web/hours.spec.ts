import { type Account, inBrowser, loseNextAnswer, WebStage } from '../support/browser';

/** A volunteer reads how each minute came about, and says what is not right. */
inBrowser('hours on the phone', () => {
  let stage: WebStage;
  let volunteer: Account & { readonly id: string };

  beforeAll(async () => {
    stage = await WebStage.set();
  });
  beforeEach(async () => {
    volunteer = await stage.resident();
  });
  afterAll(() => stage.close());

  /** One shift of the morning; the day after it is computed. */
  async function served(inAt: string, outAt: string | null): Promise<string> {
    const shift = await stage.street.shift('09:00', '11:00');
    await stage.street.attend(volunteer.id, shift, inAt, outAt);
    await stage.street.closeAndCompute(shift);
    stage.itIs('2026-11-29 14:00');
    const [record] = await stage.street.records(volunteer.id);
    return `/m/records/${record?.id ?? ''}`;
  }

  it('every step is a sentence with its minutes, and an objection shows its state', async () => {
    const path = await served('08:50', '11:20');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, '/m/records');
    await page.click(`a[href="${path}"]`);
    await page.waitForSelector('text=08:50 签到，11:20 签退，您在现场 150 分钟。');
    expect(await page.innerText('ol.card')).toMatch(
      /活动计划 09:00 到 11:00，这以外的 30 分钟不计入。\s+−30\s*分钟，\s*剩 120/,
    );
    await page.click('text=这里不对，我要提异议');
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=请写一写哪里不对');
    await page.fill('textarea >> nth=0', '我做到了十一点二十');
    await page.click('button:has-text("提交异议")');
    await page.waitForSelector('text=等待答复');
    expect(await page.innerText('main')).toContain('我做到了十一点二十');
    expect(await page.locator('text=我要提异议').count()).toBe(0);
  });

  it('what was typed is still there after the way back', async () => {
    const path = await served('09:00', '11:00');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, `${path}?do=object`);
    await page.fill('textarea >> nth=0', '写到一半');
    await page.click('text=这条记录');
    await page.click('text=这里不对，我要提异议');
    expect(await page.inputValue('textarea >> nth=0')).toBe('写到一半');
  });

  it('a missing check-out is told with one tap, the planned end filled in', async () => {
    const path = await served('09:10', null);
    const page = await stage.device('phone', volunteer);
    await stage.open(page, path);
    await page.click('text=补报签退时间');
    await page.click('text=提交签退时间 11:00');
    await page.waitForSelector('text=您补报的签退时间是');
    expect(await page.innerText('main')).toContain('11:00，等社区核对');
  });

  it('a lost answer is said as unknown, and the second tap does not do it twice', async () => {
    const path = await served('09:10', null);
    const page = await stage.device('phone', volunteer);
    await stage.open(page, `${path}?do=check-out`);
    await page.waitForSelector('text=提交签退时间 11:00');
    await loseNextAnswer(page, '**/check-out-proposals');
    await page.click('text=提交签退时间 11:00');
    await page.waitForSelector('text=还不能确认是否已经办好');
    await page.click('text=提交签退时间 11:00');
    await page.waitForSelector('text=您补报的签退时间是');
  });

  it('points say where they came from and lead to the record; before there are any, how they come', async () => {
    const path = await served('09:00', '11:00');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, '/m/points');
    await page.waitForSelector('text=参加一次服务，公示期满以后，积分就会出现在这里');
    await stage.street.confirmAll();
    stage.itIs('2026-12-21 09:00');
    const later = await stage.device('phone', volunteer);
    await stage.open(later, '/m/points');
    await later.click('a[href="/m/points/1"]');
    await later.waitForSelector('text=120 分钟，每小时 10 分。');
    expect(await later.innerText('main')).toContain('刚才按入账时的规则重新算过，一分不差。');
    await later.click(`a[href="${path}"]`);
    await later.waitForSelector('text=已经记入台账');
    expect(await later.innerText('main')).toContain('120 分钟，每小时 10 分。');
  });

  it('a certificate is asked for with two taps from its page: all is preset', async () => {
    await served('09:00', '11:00');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, '/m/certificates');
    await page.click('text=开证明');
    await page.click('text=提交申请');
    await page.waitForSelector('text=等待开具');
    expect(await page.innerText('main')).toContain('1 月 1 日到 11 月 29 日');
  });

  it('whoever was there and did not punch declares the shift', async () => {
    const shift = await stage.street.shift('09:00', '11:00');
    await stage.street.signUp(shift, volunteer.id);
    await stage.street.closeAndCompute(shift);
    stage.itIs('2026-11-29 14:00');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, '/m/records/declare');
    await page.click('label:has-text("巡河")');
    await page.fill('textarea', '沿河捡垃圾，手机没电');
    await page.click('text=提交申报');
    await page.waitForSelector('text=申报已提交');
  });

  it('the own code fills the width and says to turn the screen bright', async () => {
    stage.itIs('2026-11-29 14:00');
    const page = await stage.device('phone', volunteer);
    await stage.open(page, '/m/card');
    const box = await page.locator('img[alt="您的志愿者二维码"]').boundingBox();
    expect(box?.width).toBeGreaterThan(300);
    expect(await page.innerText('main')).toContain('把屏幕调到最亮');
  });
});
