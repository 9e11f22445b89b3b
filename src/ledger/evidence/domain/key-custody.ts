/** How the signing keys and the witness are kept. */
export interface KeyCustody {
  /** Whether all processes get their keys from LEDGER_SIGNING_KEYS; otherwise each data folder has keys of its own. */
  readonly areKeysGiven: boolean;
  /** Machines whose processes sign checkpoints, as the database sees them now. */
  readonly signingHosts: number;
  /** Whether another key was published under the version of this data folder's key. */
  readonly isKeyAnother: boolean;
  /** Whether the data folder with the keys is on the machine that the ledger is on. */
  readonly isBesideLedger: boolean;
  readonly isWitnessChosen: boolean;
}

/** What is wrong with it, one Chinese sentence each that says what to do; empty where evidence and ledger are apart. */
export function custodyWarnings(custody: KeyCustody): readonly string[] {
  if (custody.areKeysGiven) return [];
  const warnings: string[] = [];
  if (custody.signingHosts > 1 || custody.isKeyAnother) {
    warnings.push(
      '多台主机各用自己的签名密钥签署检查点,只有最早那台签得出来:请把那台数据文件夹里 signing-keys.txt 的内容设为所有主机的 LEDGER_SIGNING_KEYS,再重启各进程。',
    );
  }
  if (custody.isBesideLedger && !custody.isWitnessChosen) {
    warnings.push(
      '签名密钥与台账在同一台机器上,又没有另存见证文件,拿到这台机器的人可以改写台账再重新签名:请用 WITNESS_FILE 把见证文件放到另一块磁盘或另一台机器,并把公钥另行抄存。',
    );
  }
  return warnings;
}
