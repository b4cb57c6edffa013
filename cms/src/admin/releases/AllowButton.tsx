import { Button } from '@payloadcms/ui'
import type { WaitingGroup } from '../../releases/waiting'
import type { Command } from './command'

interface Props extends WaitingGroup {
  what: string
  onCommand: (command: Command) => void
}

/** Opens the dialog that allows a group of waiting changes. */
export const AllowButton = ({ what, report, group, onCommand }: Props) => (
  <Button
    aria-label={`Allow this: ${what}`}
    buttonStyle="secondary"
    margin={false}
    size="small"
    onClick={() => onCommand({ type: 'release.allow', what, report, group })}
  >
    Allow this…
  </Button>
)
