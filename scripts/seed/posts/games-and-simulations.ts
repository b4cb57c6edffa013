import type { PostContent } from '../content'
import { callout, callToAction, h2, h3, ol, p, picture, questions, table, ul } from '../rich-text'

export const gamesAndSimulations: PostContent = {
  slug: 'games-and-simulations',
  title: 'Why we teach with games and simulations, and where they stop',
  excerpt:
    'Points and badges look childish until you notice that you practiced for an hour. What play can teach you, and what only hands can.',
  hero: 'tablet',
  authors: ['elena-ortiz', 'tom-akers'],
  categories: ['studying-and-paying'],
  relatedCourses: ['clinical-medical-assistant', 'cardiac-monitoring', 'medical-administrative-assistant'],
  relatedPosts: ['working-while-studying-evenings', 'ecg-strip-heart-rate', 'rooming-a-patient'],
  publishedDaysAgo: 147,
  meta: {
    title: 'Learning health care with games and simulations',
    description:
      'What game-based lessons and simulations teach well, how the feedback works, and what you can only learn with your hands.',
  },
  body: [
    p(
      'You can read about an angry caller. Or you can have one on the line, with six seconds to answer, and nobody hurt when you get it wrong. The second teaches you more. That is the whole idea.',
    ),
    h2('What a game does'),
    p(
      'A game asks you something, you answer, and it tells you at once. Then it asks again, a little later, before you forget. Paper cannot do that, and a teacher with twelve students cannot do it for each of you.',
    ),
    ul(
      '**Points** count practice, not talent. Ten tries earn more than one lucky guess.',
      '**Badges** name a skill: “ten labels without a slip.”',
      '**The leaderboard** shows the class. You can leave it with one click, and your grade does not know.',
      '**Pictures and sound** are clear, and both can be turned off.',
    ),
    h2('What a simulation does'),
    p(
      'A simulation is a situation that answers back. You choose what to ask and what to do, and it changes. There is rarely one right answer. There is a better one and a worse one, and you see both ends.',
    ),
    picture('tablet'),
    h3('One of them, told'),
    p(
      'A woman of 70 sits down for her blood pressure. The cuff reads 184 over 96. She says that she ran for the bus. You can write it down, take it again, or call the nurse.',
    ),
    p(
      'If you write it down, the visit goes on and the doctor changes a drug that did not need it. If you wait five minutes and repeat it, it reads 142 over 84. If you call the nurse at once, she comes, and asks you why you did not repeat it.',
    ),
    p('Nobody was harmed. You will never again write down the first number alone.'),
    h2('The feedback'),
    p('It comes right after, in a fixed order.'),
    ol(
      'What went well. You need to know which part to keep.',
      'One or two things to improve, with the reason.',
      'What a practitioner would have done, in her own words.',
      'Again, if you like.',
    ),
    p('No red crosses, no sad noise. A mistake in here is worth more than a right answer that you guessed.'),
    callout(
      'note',
      'Who writes them',
      p(
        'People who did the job. Each situation is one that somebody had, with names and details changed. No patient’s record is used.',
      ),
    ),
    h2('What each kind of practice is good for'),
    table(
      ['You want to learn', 'Best way'],
      ['Drug names, tube colors, codes', 'Games, ten minutes a day'],
      ['What to say and what to ask', 'Simulations'],
      ['What to do first', 'Simulations with a clock'],
      ['Reading strips and charts', 'Many short examples with feedback'],
      ['Finding a vein, wrapping a cuff', 'Hands, with someone beside you'],
      ['Being calm when it is real', 'The externship'],
    ),
    h2('Where it stops'),
    p(
      'A screen cannot give you the feel of a vein that rolls. It cannot smell like a clinic at the end of a Friday. It cannot make you stand for eight hours.',
    ),
    p(
      'So nobody should tell you that simulations replace practice. They make the practice better. You come to the first real patient having made the usual mistakes already.',
    ),
    p(
      'Courses that need hands end with an externship, or meet in a lab. Courses that need eyes and judgment, such as [cardiac monitoring](course:cardiac-monitoring), can be learned on a screen, because the work is on a screen.',
    ),
    h2('How to get the most out of it'),
    ul(
      'Play the same one three times: once as yourself, once wrong on purpose, once as well as you can.',
      'Say your answer aloud before you click.',
      'Stop after 30 minutes. The next day you will be better without having done anything.',
      'Write down the one sentence that you want to remember.',
    ),
    p(
      'And if games annoy you, skip the points. The situations are what you came for. Look around on the page of the [learning platform](page:learning-platform), then try [a sum](post:iv-flow-rate-by-hand) or [a strip](post:ecg-strip-heart-rate).',
    ),
    questions('Questions about studying online', 'hands-on-online', 'own-time', 'equipment', 'real-patients'),
    callToAction(
      'See one yourself',
      'Call, and we play one with you on the phone. It takes ten minutes. This is a sample number.',
      'Call 804-555-0142',
      'tel:+18045550142',
    ),
  ],
}
