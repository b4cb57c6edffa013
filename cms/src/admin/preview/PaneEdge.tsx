import { useEffect, useState } from 'react'
import styles from './Preview.module.css'

const key = 'preview-width'
const [least, most] = [25, 75]
const within = (percent: number) => Math.min(most, Math.max(least, percent))

/** The edge between form and preview, which is dragged, or moved with the arrow keys. The browser remembers where it was. */
export function PaneEdge() {
  const [percent, setPercent] = useState(() => within(Number(localStorage.getItem(key)) || 50))
  useEffect(() => {
    localStorage.setItem(key, String(percent))
    document.documentElement.style.setProperty('--preview-width', `${percent}vw`)
  }, [percent])
  return (
    <div
      className={styles.edge}
      role="separator"
      tabIndex={0}
      aria-label="Width of the preview"
      aria-orientation="vertical"
      aria-valuenow={Math.round(percent)}
      aria-valuemin={least}
      aria-valuemax={most}
      onKeyDown={({ key }) => {
        if (key === 'ArrowLeft') setPercent((now) => within(now + 2))
        if (key === 'ArrowRight') setPercent((now) => within(now - 2))
      }}
      onPointerDown={({ currentTarget, pointerId }) => currentTarget.setPointerCapture(pointerId)}
      onPointerMove={({ currentTarget, pointerId, clientX }) => {
        if (currentTarget.hasPointerCapture(pointerId)) setPercent(within(100 - (100 * clientX) / innerWidth))
      }}
    />
  )
}
