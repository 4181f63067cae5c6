# Sourced by mvnw and sallyport: point JAVA_HOME at a JDK of the wanted feature release, whatever
# `java` is on the PATH. Order: JAVA_HOME as given, the usual install folders, the JDK behind `javac`.
wanted_jdk=25

jdk_feature() { # prints the feature release of the JDK in $1, nothing when it is no JDK
  [ -x "$1/bin/javac" ] && [ -r "$1/release" ] && sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

find_jdk() {
  for home in "${JAVA_HOME-}" \
    /usr/lib/jvm/* /opt/java/* /opt/*jdk* \
    "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.local/share/mise/installs/java/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "${HOME-}"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    if [ -n "$home" ] && [ "$(jdk_feature "$home")" = "$wanted_jdk" ]; then
      printf '%s\n' "$home"
      return 0
    fi
  done
  on_path="$(command -v javac)" && on_path="$(readlink -f "$on_path")" && on_path="${on_path%/bin/javac}" &&
    [ "$(jdk_feature "$on_path")" = "$wanted_jdk" ] && printf '%s\n' "$on_path"
}

if found_jdk="$(find_jdk)"; then
  JAVA_HOME="$found_jdk"
  export JAVA_HOME
else
  cat >&2 <<TXT
sallyport: no JDK $wanted_jdk found (looked at JAVA_HOME, /usr/lib/jvm, /opt, SDKMAN, ~/.jdks and the PATH).
  Fix: install one, for example Eclipse Temurin $wanted_jdk (Debian package temurin-$wanted_jdk-jdk, or
  'sdk install java $wanted_jdk-tem'), or set JAVA_HOME to a JDK $wanted_jdk and run this again.
TXT
  exit 3
fi
