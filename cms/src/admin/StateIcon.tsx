import styles from './StateIcon.module.css'

export type Tone = 'bad' | 'calm' | 'good' | 'moving' | 'paused'

/** Shapes that differ without color: a circle, a turning arc, a tick in a disk, two bars, a triangle with a mark. */
const shapes: Record<Tone, React.ReactNode> = {
  calm: <circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" strokeWidth="1.5" />,
  moving: (
    <path
      d="M8 2.5a5.5 5.5 0 1 1-5.5 5.5"
      fill="none"
      stroke="currentColor"
      strokeWidth="2"
      strokeLinecap="round"
    />
  ),
  good: (
    <>
      <circle cx="8" cy="8" r="6.5" fill="currentColor" />
      <path
        d="m5 8.2 2.1 2.1L11 6.2"
        fill="none"
        stroke="var(--theme-bg)"
        strokeWidth="1.7"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  paused: <path d="M5.5 3.5v9M10.5 3.5v9" stroke="currentColor" strokeWidth="2.5" strokeLinecap="round" />,
  bad: (
    <>
      <path d="M8 1.6 15 14H1z" fill="currentColor" strokeLinejoin="round" />
      <path d="M8 6v4M8 11.9v.2" stroke="var(--theme-bg)" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
}

/** Decorative: the text beside it says the same. */
export function StateIcon({ tone }: { tone: Tone }) {
  return (
    <svg className={styles.icon} data-tone={tone} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {shapes[tone]}
    </svg>
  )
}
