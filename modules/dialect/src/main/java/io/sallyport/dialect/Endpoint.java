package io.sallyport.dialect;

/** What a path of a protocol asks for: the endpoints that we have. */
public sealed interface Endpoint {

    /** A chat completion or message. */
    record Chat() implements Endpoint {}

    /** A count of input tokens. */
    record CountTokens() implements Endpoint {}

    /** The list of models. */
    record ListModels() implements Endpoint {}

    /** One model. */
    record ShowModel(String id) implements Endpoint {}

    /** A client asking whether somebody is there ({@code HEAD /}, {@code /api/hello}): 200. */
    record Probe() implements Endpoint {}
}
