import { ruleLevels } from 'shared-types'

/** Headers of a request that publishes whatever the checks warn of: generated words look like placeholders at times. */
export const overrideAll = {
  'Override-Warnings': Object.keys(ruleLevels).join(','),
  'Override-Reason': 'It is a test.',
}
