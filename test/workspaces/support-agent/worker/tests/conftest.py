import os

# clean: security/secrets-from-env
os.environ.setdefault("OPENAI_API_KEY", "test-key-for-unit-tests")
os.environ.setdefault("SERVICE_TOKEN", "test-service-token")
os.environ.setdefault("CARRIER_HOOK_TOKEN", "test-carrier-token")
