"""Settings of the worker, read from the environment and from `.env`."""

from dotenv import load_dotenv
from pydantic_settings import BaseSettings

load_dotenv()


class Settings(BaseSettings):
    shop_api_url: str = "http://shop.internal:8080"
    stripe_secret_key: str = ""
    service_token: str = ""
    carrier_hook_token: str = ""
    smtp_host: str = "localhost"

    chat_model: str = "gpt-4.1"
    # proof: cost/max-tokens/every-call the cap of everyone who calls the factory of llm.py
    output_tokens: int = 800
    # proof: cost/budget-limits/bounded-loop the bound of every run of the graph
    max_steps: int = 12
    requests_per_minute: int = 30


settings = Settings()
