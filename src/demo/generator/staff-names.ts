/** The workers of the communities, two each: user name and name. */
export const workerNames: readonly (readonly [string, string])[] = [
  ['wang.yunxia', '王云霞'],
  ['gao.wenbo', '高文博'],
  ['li.shufang', '李淑芳'],
  ['ma.dongsheng', '马东升'],
  ['yang.xueqin', '杨雪芹'],
  ['tian.haiyang', '田海洋'],
  ['zhao.minghui', '赵明慧'],
  ['song.jianping', '宋建平'],
  ['xu.liping', '徐丽萍'],
  ['guo.changjiang', '郭长江'],
  ['han.cuiyun', '韩翠云'],
  ['feng.zhigang', '冯志刚'],
  ['cao.yanling', '曹艳玲'],
  ['peng.shaohua', '彭少华'],
];
