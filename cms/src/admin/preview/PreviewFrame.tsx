import { useConfig } from '@payloadcms/ui'
import { useEffect, useId, useRef, useState } from 'react'
import {
  type MessageFromPreview,
  type MessageToPreview,
  MessageFromPreviewSchema,
  type PreviewAnswer,
  type PreviewDisplay,
} from 'shared-types'
import styles from './Preview.module.css'

/** A page that is not ready is loaded again after this time, and then after twice the time before, as a network may be slow. */
const firstWaitMs = 5000

type Page = Extract<PreviewAnswer, { state: 'page' }>

interface Props {
  page: Page
  /** What the page is the answer to, as JSON. */
  request: string
  display: PreviewDisplay
  /** In CSS pixels; without it the width of the place. */
  width?: number
  /** Numbers of the edits of the field that has the focus in the form. */
  focus?: { numbers: readonly number[]; field?: string }
  /** Counts how often the focus was sent into the page. */
  walks?: number
  /** What happens in the page. */
  onMessage?: (message: MessageFromPreview) => void
}

const noFocus: NonNullable<Props['focus']> = { numbers: [] }

/**
 * A page in a frame of its own origin. A page is loaded by a form post, so that the answer has the headers of a page; what changes
 * afterwards is sent as HTML, and the page keeps its scroll position.
 */
export function PreviewFrame({
  page,
  request,
  display,
  width,
  focus = noFocus,
  walks = 0,
  onMessage,
}: Props) {
  const { config } = useConfig()
  /** Counts the loads: each has a frame of its own, so that the browser's Back does not go through them. */
  const [load, setLoad] = useState({ number: 1, path: page.path, policy: page.policy })
  const [isReady, setReady] = useState(false)
  const id = useId()
  const name = `preview-${id}-${load.number}`
  const frame = useRef<HTMLIFrameElement>(null)
  const latest = useRef({ request, onMessage })
  useEffect(() => {
    latest.current = { request, onMessage }
  })

  const reload = (number: number) => {
    setReady(false)
    setLoad({ number, path: page.path, policy: page.policy })
  }
  if (load.path !== page.path || load.policy !== page.policy) reload(load.number + 1)
  const again = () => {
    setReady(false)
    setLoad((before) => ({ ...before, number: before.number + 1 }))
  }

  useEffect(() => {
    const form = document.createElement('form')
    Object.assign(form, {
      method: 'post',
      action: `${config.routes.api}/preview/page`,
      target: name,
      hidden: true,
    })
    const field = Object.assign(document.createElement('textarea'), {
      name: 'request',
      value: latest.current.request,
    })
    form.append(field)
    document.body.append(form)
    form.submit()
    form.remove()
  }, [name, config.routes.api])

  useEffect(() => {
    const listen = ({ source, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow) return
      const message = MessageFromPreviewSchema.safeParse(data)
      if (!message.success) return
      if (message.data.type === 'ready') setReady(true)
      else if (message.data.type === 'reload') again()
      else latest.current.onMessage?.(message.data)
    }
    window.addEventListener('message', listen)
    return () => window.removeEventListener('message', listen)
  }, [])

  // A page that could not be loaded, as without a network for a moment, has no script that would say so.
  const attempts = useRef(0)
  useEffect(() => {
    if (isReady) {
      attempts.current = 0
      return
    }
    const timer = setTimeout(again, firstWaitMs * 2 ** Math.min(attempts.current++, 4))
    return () => clearTimeout(timer)
  }, [isReady, load.number])

  // The frame has an origin that no address names.
  const send = (message: MessageToPreview) => frame.current?.contentWindow?.postMessage(message, '*')
  useEffect(() => {
    if (isReady) send({ type: 'show', html: page.html })
  }, [isReady, page.html])
  const numbers = focus.numbers.join()
  useEffect(() => {
    if (isReady) send({ type: 'focus', numbers: [...focus.numbers], field: focus.field })
  }, [isReady, page.html, numbers, focus.field])
  useEffect(() => {
    if (walks === 0) return
    frame.current?.focus()
    send({ type: 'walk' })
  }, [walks])
  const { colors, isPrinted } = display
  useEffect(() => {
    if (isReady) send({ type: 'display', display: { colors, isPrinted } })
  }, [isReady, colors, isPrinted, page.html])

  return (
    <Scaled width={width}>
      <iframe
        key={load.number}
        ref={frame}
        name={name}
        className={styles.frame}
        title={`Preview of ${page.path}`}
        sandbox="allow-scripts"
        referrerPolicy="no-referrer"
        data-ready={isReady || undefined}
      />
    </Scaled>
  )
}

/** Shows its content as wide as it is meant to be, smaller if there is no room. */
function Scaled({ width, children }: { width?: number; children: React.ReactNode }) {
  const place = useRef<HTMLDivElement>(null)
  const [room, setRoom] = useState({ width: 0, height: 0 })
  useEffect(() => {
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setRoom({ width: entry.contentRect.width, height: entry.contentRect.height })
    })
    if (place.current) observer.observe(place.current)
    return () => observer.disconnect()
  }, [])
  const wanted = width ?? room.width
  const scale = wanted > 0 && room.width > 0 ? Math.min(1, room.width / wanted) : 1
  return (
    <div ref={place} className={styles.stage}>
      <div
        className={styles.sheet}
        style={{
          width: wanted,
          height: room.height / scale,
          transform: scale < 1 ? `scale(${scale})` : undefined,
        }}
      >
        {children}
      </div>
    </div>
  )
}
