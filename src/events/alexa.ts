// `events.alexa`: what custom skills and smart home skills of Alexa are asked.

import { intent, launch, sessionEnded } from './alexa-skill.js'
import { smartHome } from './alexa-smart-home.js'

/** Builders of what skills of Alexa are asked. */
export interface AlexaEvents {
  readonly launch: typeof launch
  readonly intent: typeof intent
  readonly sessionEnded: typeof sessionEnded
  readonly smartHome: typeof smartHome
}

export const alexa: AlexaEvents = { launch, intent, sessionEnded, smartHome }
