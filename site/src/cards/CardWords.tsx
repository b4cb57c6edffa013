import type { CSSProperties } from 'react'
import type { CardView } from '../content/queries/cards'
import { places } from './backdrop'
import { fitTitle, lineHeight } from './card-text'
import { inks } from './colors'

const serif = 'Besley, Besley Extended'
const sans = 'Atkinson, Atkinson Extended'

/** Styles that cut a text after `lines` lines; a word that is longer than a line is broken. */
const clamped = (lines: number): CSSProperties & { lineClamp: number } => ({
  display: 'block',
  lineClamp: lines,
  wordBreak: 'break-word',
})

/** The texts of a card, each in a box that it cannot overflow. */
export function CardWords({ card }: { card: CardView }) {
  const { title, label, facts, text, scrubCaption } = card
  const fit = fitTitle(title)
  const { edge, band } = places
  const below = (scrubCaption ? places.scrub : 1200 - edge) - edge
  // The small size keeps `Administrative` in one line.
  const captionSize = scrubCaption?.split(' ').some((word) => word.length > 11) ? 26 : 32
  const column = facts.length > 0 ? below / facts.length : below
  return (
    <div style={{ display: 'flex', width: 1200, height: 630, fontFamily: sans, color: inks.ink }}>
      <div
        style={{
          ...{ position: 'absolute', top: 44, left: edge, width: 1200 - 2 * edge, height: 52 },
          ...{ display: 'flex', justifyContent: 'space-between', alignItems: 'baseline', color: '#ffffff' },
        }}
      >
        <SchoolName card={card} />
        <div style={{ display: 'flex', fontSize: 28 }}>{label}</div>
      </div>
      <div
        style={{
          ...{ position: 'absolute', top: 116, left: edge - 3, width: 1200 - 2 * edge, height: 264 },
          ...{ display: 'flex', flexDirection: 'column', justifyContent: 'flex-end', overflow: 'hidden' },
          // Space for descenders below the last line.
          ...{ paddingBottom: 24, fontFamily: serif, fontWeight: 600, color: '#ffffff' },
        }}
      >
        <div
          style={{
            ...clamped(fit.lines),
            ...{ fontSize: fit.size, lineHeight, letterSpacing: -fit.size * 0.02 },
          }}
        >
          {title}
        </div>
      </div>
      {facts.map((fact, index) => (
        <div
          key={fact.label}
          style={{
            ...{ position: 'absolute', top: band + 44, left: edge + index * column, width: column - 24 },
            ...{ height: 140, display: 'flex', flexDirection: 'column', overflow: 'hidden' },
          }}
        >
          <div style={{ display: 'flex', fontSize: 27, color: inks.ink2, marginBottom: 4 }}>{fact.label}</div>
          <Value text={fact.value} width={column - 24} />
        </div>
      ))}
      {facts.length === 0 && text && (
        <div
          style={{
            ...{ position: 'absolute', top: band, left: edge, width: below - 24, height: 202 },
            ...{ display: 'flex', flexDirection: 'column', justifyContent: 'center', overflow: 'hidden' },
          }}
        >
          <div style={{ ...clamped(3), fontSize: 34, lineHeight: 1.35 }}>{text}</div>
        </div>
      )}
      {scrubCaption && (
        <div
          style={{
            ...{ position: 'absolute', top: band, left: places.scrub + 140, height: 202 },
            ...{ width: 1200 - places.scrub - 140 - 40, display: 'flex', flexDirection: 'column' },
            ...{ justifyContent: 'center', overflow: 'hidden' },
          }}
        >
          <div
            style={{
              ...clamped(3),
              fontFamily: serif,
              fontWeight: 600,
              fontSize: captionSize,
              lineHeight: 1.2,
            }}
          >
            {scrubCaption}
          </div>
        </div>
      )}
    </div>
  )
}

/** One line in large type; a longer text takes up to three lines in small type. */
function Value({ text, width }: { text: string; width: number }) {
  const isShort =
    [...text].reduce((sum, character) => sum + (/\p{Lu}/u.test(character) ? 30 : 22), 0) <= width
  const size = isShort ? { ...clamped(1), fontSize: 40 } : { ...clamped(3), fontSize: 28 }
  return <div style={{ ...size, fontFamily: serif, fontWeight: 600, lineHeight: 1.2 }}>{text}</div>
}

/** As in the header of the site: the short name, then the rest of the full name. */
function SchoolName({ card: { school, shortName } }: { card: CardView }) {
  const rest = school.startsWith(shortName) ? school.slice(shortName.length).trim() : school
  return (
    <div style={{ display: 'flex', alignItems: 'baseline', width: 860, overflow: 'hidden' }}>
      <div style={{ display: 'flex', fontFamily: serif, fontWeight: 600, fontSize: 42 }}>{shortName}</div>
      <div style={{ ...clamped(1), fontSize: 28, marginLeft: 16, width: 600 }}>{rest}</div>
    </div>
  )
}
