import { Modal, useModal } from '@payloadcms/ui'
import { type ComponentProps, type ReactNode, useEffect, useId } from 'react'
import { useIgnoreEscape } from './ignore-escape'

interface Props extends Pick<
  ComponentProps<typeof Modal>,
  'onExit' | 'focusTrapOptions' | 'aria-describedby'
> {
  /** Unique among the dialogs that are open. */
  slug: string
  className: string | undefined
  title: ReactNode
  /** The buttons below. */
  controls: ReactNode
  /** Whether the Escape key does nothing, as while a request is under way. */
  ignoresEscape?: boolean
  children: ReactNode
}

/** A dialog in the layout of Payload's `confirmation-modal`, open for as long as it is rendered. */
export function Dialog({
  slug,
  className,
  title,
  controls,
  ignoresEscape = false,
  children,
  ...modal
}: Props) {
  const { closeModal } = useModal()
  const titleId = useId()
  useEffect(() => () => closeModal(slug), [closeModal, slug])
  useIgnoreEscape(ignoresEscape)
  return (
    <Modal
      slug={slug}
      className={`confirmation-modal ${className}`}
      aria-labelledby={titleId}
      closeOnBlur={false}
      openOnInit
      {...modal}
    >
      <div className="confirmation-modal__wrapper">
        <div className="confirmation-modal__content">
          <h1 id={titleId}>{title}</h1>
          {children}
        </div>
        <div className="confirmation-modal__controls">{controls}</div>
      </div>
    </Modal>
  )
}
