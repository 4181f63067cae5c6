package io.sallyport.appliance;

import io.sallyport.exchange.Headers;
import io.sallyport.wire.ByteBlock;
import io.sallyport.wire.HeadWriter;

/** The head of an answer, up to the field that says where its body ends. */
final class AnswerHead {
    private AnswerHead() {}

    /** Writes it into this block; whoever sends it says how its body ends. */
    static HeadWriter into(
            ByteBlock block, int status, Headers headers, String date, boolean kept) {
        HeadWriter head = new HeadWriter(block).response(status).field("date", date);
        for (Headers.Field field : headers.fields()) {
            head.field(field.name(), field.value());
        }
        return kept ? head : head.field("connection", "close");
    }
}
