package io.sallyport.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The yardstick: nginx as a plain reverse proxy, one worker, connections kept on both sides, no key
 * and no log. The configuration is that of the load rig of the project.
 */
final class NginxServer {
    static final String MISSING =
            "nginx, the yardstick, is not installed: no ratios. Fix: apt-get install nginx"
                    + " (its service need not run)";

    private static final Duration START = Duration.ofSeconds(30);

    private NginxServer() {}

    /** Starts this program in front of the upstream. */
    static Contestant start(Path nginx, Path directory, int upstreamPort, Pinning pinning)
            throws IOException, InterruptedException {
        int port = FreePort.find();
        Path configuration = directory.resolve("nginx.conf");
        Files.writeString(configuration, configuration(upstreamPort, port));
        List<String> command =
                List.of(
                        nginx.toString(),
                        "-p",
                        directory.toString(),
                        "-c",
                        configuration.toString(),
                        "-e",
                        "error.log");
        RunningProcess process =
                RunningProcess.start(directory, pinning.gateway(command), Map.of());
        process.listening(port, START);
        return new Contestant(
                Contestant.NGINX,
                port,
                "",
                "mock",
                "",
                Contestant.UNTRANSLATED,
                Optional.of(process));
    }

    private static String configuration(int upstreamPort, int port) {
        return """
        worker_processes 1;
        daemon off;
        pid nginx.pid;
        error_log error.log warn;
        worker_rlimit_nofile 65536;
        events { worker_connections 8192; multi_accept on; }
        http {
          access_log off;
          sendfile off; tcp_nodelay on;
          keepalive_timeout 300; keepalive_requests 100000000;
          client_body_buffer_size 512k; client_max_body_size 64m;
          client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path fastcgi;
          uwsgi_temp_path uwsgi; scgi_temp_path scgi;
          upstream mock {
            server 127.0.0.1:%d;
            keepalive 512; keepalive_requests 100000000; keepalive_timeout 300;
          }
          server {
            listen 127.0.0.1:%d backlog=4096;
            location / {
              proxy_pass http://mock; proxy_http_version 1.1; proxy_set_header Connection "";
              proxy_set_header Host $host; proxy_buffering off; proxy_read_timeout 300;
            }
          }
        }
        """
                .formatted(upstreamPort, port);
    }
}
