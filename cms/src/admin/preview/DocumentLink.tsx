import { useConfig } from '@payloadcms/ui'
import type { Ref } from 'react'
import type { PreviewEdit } from 'shared-types'
import { formAddressOf } from './edited-fields'

interface Props {
  /** `field`: where the form opens. */
  to: PreviewEdit
  ref?: Ref<HTMLAnchorElement>
}

/** A link to the form of another document, which opens in a new tab. */
export function DocumentLink({ to, ref }: Props) {
  const { getEntityConfig, config } = useConfig()
  const { slug, id, title } = to
  const label =
    id === ''
      ? getEntityConfig({ globalSlug: slug }).label
      : getEntityConfig({ collectionSlug: slug }).labels.singular
  return (
    <a href={formAddressOf(to, config.routes.admin)} target="_blank" rel="noopener" ref={ref}>
      {title ? `${String(label)} “${title}”` : String(label)}
      <span className="sr-only"> (opens in a new tab)</span>
    </a>
  )
}
