package io.sallyport.dialect;

/** What a path and a method ask for; the closed set of endpoints that the gateway serves. */
public sealed interface Endpoint {

    /** A chat completion or message. */
    record Chat() implements Endpoint {}

    /** A count of input tokens. */
    record CountTokens() implements Endpoint {}

    /** The list of models. */
    record ListModels() implements Endpoint {}

    /** One model, by the name in the path. */
    record ShowModel(String id) implements Endpoint {}

    /** A look whether somebody is there: answered with 200 and nothing else. */
    record Probe() implements Endpoint {}
}
