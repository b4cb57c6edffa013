import type { ScrubColor } from 'shared-types'

/** The theme colors of tokens.css, for pictures, which have no style sheet. */
export const themeColors: Record<ScrubColor, string> = {
  navy: '#1b2e57',
  wine: '#7a1f3d',
  hunter: '#1e5140',
  caribbean: '#00627a',
  eggplant: '#55306b',
  pewter: '#454e5a',
}

/** The text, background and line colors of tokens.css in its light mode. */
export const inks = { ground: '#ffffff', ink: '#101b2d', ink2: '#4a5568', hairline: '#c8d0dd' } as const
