import type { ScrubColor } from 'shared-types'

/** The cloths of tokens.css, for pictures, which read no stylesheet. */
export const cloths: Record<ScrubColor, string> = {
  navy: '#1b2e57',
  wine: '#7a1f3d',
  hunter: '#1e5140',
  caribbean: '#00627a',
  eggplant: '#55306b',
  pewter: '#454e5a',
}

/** Likewise the ink, the ground and the lines of a page by day. */
export const inks = { ground: '#ffffff', ink: '#101b2d', ink2: '#4a5568', hairline: '#c8d0dd' } as const
