package io.sallyport.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import io.sallyport.exchange.Rejected;
import io.sallyport.exchange.content.ModelRequest;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Mutates good requests, and asserts that each is either refused in words or becomes a body that is
 * JSON, whoever the upstream is. The seed is fixed: a failure can be had again.
 */
class RequestFuzzTest {
    private static final int ROUNDS = 6000;

    private static final String CHAT =
            """
            {"model":"m","temperature":0.5,"max_tokens":9,"stream":true,"stream_options":{"include_usage":true},"tool_choice":{"type":"function","function":{"name":"f"}},
             "tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{}},"strict":true}}],"stop":["a"],"reasoning_effort":"low",
             "response_format":{"type":"json_schema","json_schema":{"name":"n","schema":{"type":"object"}}},"user":"u",
             "messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"a"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},
              {"role":"assistant","content":null,"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}}]},{"role":"tool","tool_call_id":"c","content":"r"}]}
            """;

    private static final String MESSAGES =
            """
            {"model":"m","max_tokens":2000,"temperature":0.5,"stream":true,"system":[{"type":"text","text":"s"}],"thinking":{"type":"enabled","budget_tokens":1999},
             "output_config":{"effort":"low","format":{"type":"json_schema","schema":{"type":"object"}}},"tool_choice":{"type":"tool","name":"f"},"metadata":{"user_id":"u"},
             "tools":[{"name":"f","input_schema":{"type":"object"}}],"stop_sequences":["a"],
             "messages":[{"role":"user","content":[{"type":"text","text":"a"},{"type":"document","source":{"type":"base64","media_type":"application/pdf","data":"AAAA"}}]},
              {"role":"assistant","content":[{"type":"thinking","thinking":"h","signature":""},{"type":"tool_use","id":"t","name":"f","input":{"x":1}}]},
              {"role":"user","content":[{"type":"tool_result","tool_use_id":"t","content":[{"type":"text","text":"r"}]}]}]}
            """;

    @Test
    void aMutatedRequestIsRefusedOrBecomesABody() {
        // Given
        SplittableRandom random = new SplittableRandom(20261124);
        int sent = 0;
        // When
        for (int round = 0; round < ROUNDS; round++) {
            sent += bodies(Samples.OPENAI, "/v1/chat/completions", CHAT, random);
            sent += bodies(Samples.ANTHROPIC, "/v1/messages", MESSAGES, random);
        }
        // Then: the mutations are neither all harmless nor all deadly
        assertThat(sent).isBetween(ROUNDS / 20, ROUNDS * 3);
    }

    private static int bodies(Dialect caller, String path, String body, SplittableRandom random) {
        byte[] mutated = Mutation.of(Samples.bytes(body), random);
        ModelRequest request;
        try {
            request = caller.decode(Samples.post(path), mutated);
        } catch (Rejected refused) {
            return 0;
        }
        int sent = 0;
        for (Dialect upstream : List.of(Samples.OPENAI, Samples.ANTHROPIC)) {
            try {
                byte[] bytes = upstream.encode(request, Samples.CANDIDATE).orElseThrow().bytes();
                JsonScan.of(bytes, ObjectRules.untagged(java.util.Map.of(), java.util.Map.of()));
                sent++;
            } catch (Rejected refused) {
                assertThat(refused.rejection().field()).isPresent();
            }
        }
        return sent;
    }
}
