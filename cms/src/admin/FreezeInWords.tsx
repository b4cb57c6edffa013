import type { Freeze } from 'shared-types'
import { When } from './When'

/** A sentence about a publish freeze. */
export const FreezeInWords = ({ by, reason, release, since }: Freeze) => (
  <>
    {by} went back to release {release} at <When at={since} />
    {reason && <> (“{reason}”)</>}, and until a publisher goes live again nothing changes on the site.
  </>
)
