// The shape of what a custom skill of Alexa is asked, for which AWS's types have nothing.

/** https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-and-response-json-reference.html */
export interface AlexaEvent<Request extends AlexaRequest = AlexaRequest> {
  version: '1.0'
  session: {
    new: boolean
    sessionId: string
    application: { applicationId: string }
    attributes: Record<string, unknown>
    user: { userId: string; accessToken?: string }
  }
  context: {
    System: {
      application: { applicationId: string }
      user: { userId: string; accessToken?: string }
      device: { deviceId: string; supportedInterfaces: Record<string, object> }
      apiEndpoint: string
      apiAccessToken: string
    }
  }
  request: Request
}

/** What all requests have. https://developer.amazon.com/en-US/docs/alexa/custom-skills/request-types-reference.html */
export interface AlexaRequest {
  type: string
  requestId: string
  timestamp: string
  locale: string
}

/** The user opened the skill. */
export interface AlexaLaunchRequest extends AlexaRequest {
  type: 'LaunchRequest'
}

/** The user said something that an intent is for. */
export interface AlexaIntentRequest extends AlexaRequest {
  type: 'IntentRequest'
  dialogState?: 'STARTED' | 'IN_PROGRESS' | 'COMPLETED'
  intent: {
    name: string
    confirmationStatus: 'NONE' | 'CONFIRMED' | 'DENIED'
    slots: Record<string, { name: string; value?: string; confirmationStatus: 'NONE' | 'CONFIRMED' | 'DENIED' }>
  }
}

/** The session is over, and not because the skill ended it. */
export interface AlexaSessionEndedRequest extends AlexaRequest {
  type: 'SessionEndedRequest'
  reason: 'USER_INITIATED' | 'ERROR' | 'EXCEEDED_MAX_REPROMPTS'
  error?: { type: string; message: string }
}
