import type { PostContent } from '../content'
import { callout, courseCard, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const roomingAPatient: PostContent = {
  slug: 'rooming-a-patient',
  title: 'Rooming a patient, step by step',
  excerpt:
    'Eight minutes from the waiting room to the doctor’s knock. What you ask, what you measure, what you write, and what you never say.',
  hero: 'blood-pressure-cuff',
  authors: ['elena-ortiz'],
  reviewedBy: 'priya-raman',
  categories: ['clinical-skills'],
  relatedCourses: ['clinical-medical-assistant'],
  relatedPosts: ['ecg-strip-heart-rate', 'before-your-externship', 'first-week-at-the-front-desk'],
  publishedDaysAgo: 83,
  meta: {
    title: 'Rooming a patient, step by step',
    description:
      'What a clinical medical assistant does in the eight minutes before the doctor comes in, and the mistakes that cost the most.',
  },
  body: [
    p(
      'You call a name in the waiting room. Eight minutes later the doctor knocks. What you do in between decides whether her ten minutes are spent on the problem or on finding it.',
    ),
    h2('The eight minutes'),
    table(
      ['Minute', 'What you do'],
      ['0', 'Call the name, check two identifiers, walk beside the patient'],
      ['1', 'Weight and height, if the visit asks for them'],
      ['2', 'Room, door closed, hands washed where they can see it'],
      ['3', 'Reason for the visit, in their words'],
      ['4', 'Drugs and allergies, read one by one'],
      ['5 and 6', 'Pulse, breathing, temperature, blood pressure'],
      ['7', 'Enter it, repeat what looks wrong'],
      ['8', 'Say what happens next, and leave'],
    ),
    h2('In the corridor'),
    p(
      'Watch how they walk. Do they hold the wall? Are they short of breath after twenty steps? You are not diagnosing. You are noticing, and you write it down as you saw it: “Held rail, stopped once.”',
    ),
    h2('In the room'),
    h3('The reason, in their words'),
    p(
      'You ask, “What brings you in today?” Then you wait. Most people need half a minute to get to the real thing, and often it comes last.',
    ),
    p(
      'Write “It burns when I walk upstairs,” not “chest pain.” The doctor can translate. She cannot get the first words back.',
    ),
    h3('Drugs and allergies'),
    p(
      'Read the list aloud and let them say yes or no to each line. “Anything from the drugstore? Anything from a friend?” For an allergy, ask what happened. A rash and a swollen throat are not the same thing.',
    ),
    h2('Numbers that you can trust'),
    p(
      'Blood pressure is the number most often taken badly. The patient sits with feet on the floor and back against the chair. The arm rests at the height of the heart. Nobody talks.',
    ),
    ul(
      'The cuff goes on bare skin, not over a sleeve.',
      'The right size: too small a cuff reads too high.',
      'Five quiet minutes first, when the schedule lets you.',
      'No legs crossed, no full bladder if you can help it.',
    ),
    picture('blood-pressure-cuff'),
    callout(
      'tip',
      'A number that surprises you',
      p(
        'Take it again, on the other arm or after two minutes. Write both down, with the times. Then tell someone. Never write the nicer one only.',
      ),
    ),
    h2('What you never say'),
    p(
      'Patients ask you things because you are there and the doctor is not. “Is that bad?” is the most common one.',
    ),
    table(
      ['They ask', 'You say'],
      [
        '“Is that bad?”',
        '“The doctor looks at it together with the rest. She will be here in a few minutes.”',
      ],
      ['“What do you think it is?”', '“I cannot tell you that, but I have written down all you said.”'],
      ['“Should I stop taking it?”', '“Please do not change anything before you have asked the doctor.”'],
    ),
    p(
      'You do not judge how sick somebody is, and you do not give advice. That is not modesty. It is the limit of the job, and staying inside it protects the patient and you.',
    ),
    h2('When you do not wait'),
    ol(
      'The patient cannot speak in full sentences.',
      'The face droops, an arm falls, the words come out wrong.',
      'There is chest pain now, while you stand there.',
      'Someone faints, or tells you that they want to die.',
    ),
    p(
      'You open the door and get a nurse or the doctor at once. You do not finish the form. Calling too early is fine. Calling too late is not.',
    ),
    h2('Leaving the room'),
    p(
      'Say what happens next and how long it takes: “Dr. Shah comes in about ten minutes. You can keep your shirt on.” Then wash your hands, and tell the doctor the one thing that she must not miss.',
    ),
    callout(
      'warning',
      'For learning only',
      p('Each practice has its own steps and its own limits for assistants. Theirs win over this page.'),
    ),
    h2('How you learn it'),
    p(
      'First in simulations, where the patient is drawn and the mistakes are free. Then in 160 hours at a practice, with someone beside you: [the externship](externship:family-practice) lists what you may do there.',
    ),
    p(
      'The [CCMA exam](certification:ccma) asks about all of it: 180 items, of which 150 are scored, in three hours.',
    ),
    courseCard('clinical-medical-assistant'),
    questions('Questions people ask', 'hands-on-online', 'live-evenings'),
  ],
}
