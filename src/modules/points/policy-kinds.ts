import { definePolicyKind } from '../policies';
import { pointsPolicySchema } from './domain/points-policy';
import { starsPolicySchema } from './domain/star-level';

export const pointsPolicyKind = definePolicyKind('POINTS', pointsPolicySchema);
export const starsPolicyKind = definePolicyKind('STARS', starsPolicySchema);
