import { useDocumentInfo } from '@payloadcms/ui'
import { useEffect, useMemo, useState } from 'react'
import {
  type MessageFromPreview,
  type PreviewAnswer,
  PreviewAnswerSchema,
  type PreviewEdit,
} from 'shared-types'
import { labelOfPath } from '../../fields/label-of-path'
import { openPath, useEntityFields } from '../form/field-path'
import { isOwn, pathAt } from './edited-fields'
import { useFormAnswer } from './use-form-answer'

type EditMessage = Extract<MessageFromPreview, { type: 'edit' }>
type Page = Extract<PreviewAnswer, { state: 'page' }>

/** What the last click in the page, or the arrow keys there, have come to. */
export interface PlaceNotice {
  /** What the arrow keys have come to. */
  place?: string
  /** Documents that the place comes from and that have a form of their own. */
  elsewhere: PreviewEdit[]
  /** The place is a link, too. */
  linked?: string
  /** Whether the first link takes the focus, which a key has left nowhere to go. */
  takesFocus?: boolean
}

const maxElsewhere = 3
const withoutEdits = (html: string) => html.replace(/ data-edit="[\d ]+"/g, '')

/** Connects the places of a page with the fields of the form. `options`: what the page is shown for, beside the form. */
export function useClickToEdit(
  page: Page | undefined,
  options: { day?: string; isLive: boolean; withDrafts: boolean },
  onOpen: (path: string) => void,
) {
  const { day, isLive, withDrafts } = options
  const path = page?.path
  const question = useMemo(
    () =>
      path === undefined
        ? undefined
        : {
            path: '/preview',
            options: { path, day, isLive, withDrafts, withEdits: true },
            schema: PreviewAnswerSchema,
            // Only after a pause in typing: it takes longer than the page itself.
            pauseMs: 700,
            longestPauseMs: 5000,
          },
    [path, day, isLive, withDrafts],
  )
  const { answer } = useFormAnswer(question)
  const [found, setFound] = useState<Page>()
  // Until the edits of a newer page are known, its elements keep those that they have.
  if (page && answer?.state === 'page' && answer !== found && withoutEdits(answer.html) === page.html) {
    setFound(answer)
  }
  const isSamePage = found !== undefined && found.path === path
  const edits = isSamePage ? found.edits : noEdits

  const { id, collectionSlug, globalSlug } = useDocumentInfo()
  const form = { slug: globalSlug ?? collectionSlug ?? '', id: globalSlug ? '' : String(id ?? 'new') }
  const fields = useEntityFields()

  const focused = useFocusedPath()
  const numbers = useMemo(
    () =>
      edits.flatMap((edit, number) =>
        isOwn(edit, form) && focused && `${edit.field}.`.startsWith(`${focused}.`) ? [number] : [],
      ),
    [edits, focused, form.slug, form.id],
  )

  const [notice, setNotice] = useState<PlaceNotice>()
  const editsAt = (places: readonly number[]) => places.flatMap((number) => edits[number] ?? [])
  const elsewhereIn = (found: readonly PreviewEdit[]) => {
    const others = found.filter((edit) => !(edit.slug === form.slug && edit.id === form.id))
    return [...new Map(others.map((edit) => [`${edit.slug} ${edit.id}`, edit])).values()].slice(
      0,
      maxElsewhere,
    )
  }
  return {
    html: isSamePage && withoutEdits(found.html) === page?.html ? found.html : page?.html,
    canEdit: edits.length > 0,
    focus: { numbers, field: focused },
    notice,
    /** Opens the field, or the page of the link. Gives whether the form has the field. */
    onEdit: ({ numbers: places, path: linked, isKey }: EditMessage): boolean => {
      const at = editsAt(places)
      const own = at.find((edit) => isOwn(edit, form))
      const isOpened = own !== undefined && openPath(fields, own.field)
      setNotice({
        elsewhere: elsewhereIn(at),
        linked: isOpened ? linked : undefined,
        takesFocus: isKey && !isOpened,
      })
      if (!isOpened && linked) onOpen(linked)
      return isOpened
    },
    onPlace: (places: readonly number[]) => {
      const at = editsAt(places)
      const own = at.find((edit) => isOwn(edit, form))
      const place = own && labelOfPath(fields, own.field)
      setNotice({ place: place ?? '', elsewhere: elsewhereIn(at) })
    },
  }
}

const noEdits: PreviewEdit[] = []

/** The path of the field of the form that has the focus, or the caret. It stays when the focus leaves the form. */
function useFocusedPath(): string | undefined {
  const [path, setPath] = useState<string>()
  useEffect(() => {
    const followFocus = ({ target }: FocusEvent) => setPath((before) => pathAt(target) ?? before)
    const followCaret = () => {
      const node = getSelection()?.anchorNode
      if (node && document.activeElement?.matches('[contenteditable="true"]')) {
        setPath((before) => pathAt(node) ?? before)
      }
    }
    document.addEventListener('focusin', followFocus)
    document.addEventListener('selectionchange', followCaret)
    return () => {
      document.removeEventListener('focusin', followFocus)
      document.removeEventListener('selectionchange', followCaret)
    }
  }, [])
  return path
}
