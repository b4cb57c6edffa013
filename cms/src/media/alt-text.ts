import { isBlank } from 'shared-types'

interface Picture {
  decorative?: boolean | null
}

/** Whether a file says what it shows, or that it shows nothing of its own; else what to do. The form checks it too. */
export const checkAltText = (alt: unknown, { decorative }: Picture): string | true =>
  Boolean(decorative || (typeof alt === 'string' && !isBlank(alt))) ||
  'Say what this shows, for those who cannot see it. If it says nothing that the text does not, tick “Decorative”.'
